namespace Telecom.Contracts;

/// <summary>Why there is no agreement for a plan and a choice of readings.</summary>
/// <param name="Field">What is wrong: "plan", or "readings." and the id of a reading.</param>
/// <param name="Message">What is wrong with it, with the value and what is allowed.</param>
public sealed record AgreementError(string Field, string Message)
{
    /// <summary>"field: message".</summary>
    public override string ToString() => $"{Field}: {Message}";
}
