using System.Text;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;

namespace Telecom.Sla.Folding;

/// <summary>
/// The handles of one lane. Its records mostly declare the same ones again, so that what a handle meant is kept and only compared.
/// </summary>
internal sealed class HandleTable
{
    /// <summary>Handles below this are found by their number alone.</summary>
    private const uint Dense = 65_536;

    private readonly Dictionary<uint, CircuitCursor> _far = [];
    private CircuitCursor?[] _near = new CircuitCursor?[64];
    private byte[] _declared = [];
    private byte[] _prefix = [];
    private string _prefixText = "";
    private int _length = -1;
    private int _stamp;

    /// <summary>Number of the last step that had a record of the lane.</summary>
    public long UsedInStep { get; set; }

    /// <summary>The cursor of a handle that the record declares; null when it does not.</summary>
    public CircuitCursor? Find(uint handle)
    {
        CircuitCursor? cursor = handle < (uint)_near.Length ? _near[handle] : _far.GetValueOrDefault(handle);
        return cursor is not null && cursor.Stamp == _stamp ? cursor : null;
    }

    /// <summary>Takes the declarations of a record; those of the record before are void.</summary>
    /// <param name="prefix">What all of their names begin with.</param>
    /// <param name="circuits">What the record declares.</param>
    /// <param name="makeSeries">Makes the series of a circuit that was not declared before.</param>
    /// <exception cref="FormatException">A handle is declared twice, or for no circuit.</exception>
    public void Declare(ReadOnlySpan<byte> prefix, in FieldList<CircuitHandleView> circuits, Func<string, Series> makeSeries)
    {
        Take(prefix);
        if (circuits.Fields.Length == _length && circuits.Fields.SequenceEqual(_declared.AsSpan(0, _length)))
        {
            return;
        }

        // Until all of them are taken, nothing is known to be declared.
        _length = -1;
        _stamp++;
        foreach (CircuitHandleView declared in circuits)
        {
            Declare(declared.Handle, declared.CircuitAscii, makeSeries);
        }

        if (_declared.Length < circuits.Fields.Length)
        {
            _declared = new byte[circuits.Fields.Length];
        }

        circuits.Fields.CopyTo(_declared);
        _length = circuits.Fields.Length;
    }

    /// <summary>Takes the declarations of a record that was parsed; see the other one.</summary>
    /// <exception cref="FormatException">A handle is declared twice, or for no circuit.</exception>
    public void Declare(string prefix, IReadOnlyList<CircuitHandle> circuits, Func<string, Series> makeSeries)
    {
        Take(Encoding.UTF8.GetBytes(prefix));
        _length = -1;
        _stamp++;
        foreach (CircuitHandle declared in circuits)
        {
            Declare(declared.Handle, Encoding.UTF8.GetBytes(declared.Circuit), makeSeries);
        }
    }

    private void Declare(uint handle, ReadOnlySpan<byte> circuit, Func<string, Series> makeSeries)
    {
        CircuitCursor? cursor = handle < (uint)_near.Length ? _near[handle] : _far.GetValueOrDefault(handle);
        if (circuit.IsEmpty || cursor?.Stamp == _stamp)
        {
            throw new FormatException($"handle {handle} is declared twice or for no circuit");
        }

        if (cursor is null || !circuit.SequenceEqual(cursor.Name))
        {
            cursor = new CircuitCursor(circuit.ToArray(), makeSeries(_prefixText + Encoding.UTF8.GetString(circuit)));
            Put(handle, cursor);
        }

        cursor.Stamp = _stamp;
    }

    /// <summary>Under another prefix the same names are other circuits: nothing that was kept holds.</summary>
    private void Take(ReadOnlySpan<byte> prefix)
    {
        if (prefix.SequenceEqual(_prefix))
        {
            return;
        }

        _prefix = prefix.ToArray();
        _prefixText = Encoding.UTF8.GetString(prefix);
        _length = -1;
        _far.Clear();
        Array.Clear(_near);
    }

    private void Put(uint handle, CircuitCursor cursor)
    {
        if (handle >= Dense)
        {
            _far[handle] = cursor;
            return;
        }

        if (handle >= (uint)_near.Length)
        {
            Array.Resize(ref _near, (int)Math.Min(Dense, Math.Max(handle + 1, (uint)_near.Length * 2)));
        }

        _near[handle] = cursor;
    }
}
