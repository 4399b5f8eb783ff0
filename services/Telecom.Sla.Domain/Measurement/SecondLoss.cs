namespace Telecom.Sla.Domain.Measurement;

/// <summary>Packets of one second.</summary>
/// <param name="Sent">Packets sent, at least 0; 0: unmeasured.</param>
/// <param name="Lost">Packets lost of them, 0 to <paramref name="Sent"/>.</param>
public readonly record struct SecondLoss(long Sent, long Lost);
