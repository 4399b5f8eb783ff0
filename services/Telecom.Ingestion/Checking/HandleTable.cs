using System.Text;
using Google.Protobuf.Collections;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;
using Telecom.Protos.Wire;
using Telecom.Sla.Domain.Names;

namespace Telecom.Ingestion.Checking;

/// <summary>
/// The circuit handles of one stream. A declaration takes effect when its batch is read, whatever becomes of that batch (stored, replayed
/// or sent back), and repeating it is harmless: so an agent may send a batch again with or without its declarations.
/// A handle that is declared for a second circuit means neither from then on: the agent and this table would differ on what its rows
/// measure, and a sample must never count for the wrong circuit. Not safe for several threads.
/// </summary>
/// <param name="customer">Id of the agent's customer.</param>
/// <param name="maxHandles">Largest handle.</param>
/// <param name="crowded">Says why the agent may not write a circuit beside those that it writes; null when it may. Null itself: no limit.</param>
internal sealed class HandleTable(string customer, int maxHandles, Func<string, string?>? crowded = null)
{
    private DeclaredCircuit?[] _circuits = [];
    private CircuitIndex? _index;

    /// <summary>Number of the check under way, from 1.</summary>
    public long Uses { get; private set; }

    /// <summary>Changes whenever a handle may mean something else than before, or its samples may be stored or not otherwise than before.</summary>
    public long Version { get; private set; }

    /// <summary>The circuit of a handle; null when the handle was not declared.</summary>
    public DeclaredCircuit? Find(uint handle) => handle < (uint)_circuits.Length ? _circuits[handle] : null;

    /// <summary>Begins a check: takes the declarations of a batch and brings every circuit's standing up to date with the catalogue.</summary>
    /// <param name="declarations">The batch's declarations.</param>
    /// <param name="index">The catalogue.</param>
    /// <param name="refusals">Receives the declarations that are refused.</param>
    public void Begin(RepeatedField<CircuitHandle> declarations, CircuitIndex index, RefusalList refusals)
    {
        Refresh(index);
        for (int i = 0; i < declarations.Count; i++)
        {
            Declare(declarations[i], i, index, refusals);
        }
    }

    /// <summary>The same with the declarations of an encoded batch.</summary>
    public void BeginEncoded(FieldList<CircuitHandleView> declarations, CircuitIndex index, RefusalList refusals)
    {
        Refresh(index);
        int i = 0;
        foreach (CircuitHandleView declaration in declarations)
        {
            // An agent that declares the same in each batch costs no more than the comparison.
            if (Find(declaration.Handle) is not { Standing: not CircuitStanding.Unusable } known || !Ascii.Equals(declaration.CircuitAscii, known.Name))
            {
                Declare(new CircuitHandle { Handle = declaration.Handle, Circuit = declaration.Circuit }, i, index, refusals);
            }

            i++;
        }
    }

    /// <summary>Begins the check of the same batch anew: an attempt before it may have marked circuits as used and then given up.</summary>
    public void BeginAgain() => Uses++;

    private void Refresh(CircuitIndex index)
    {
        Uses++;
        if (ReferenceEquals(_index, index))
        {
            return;
        }

        _index = index;
        Version++;
        foreach (DeclaredCircuit? circuit in _circuits)
        {
            Judge(circuit, index);
        }
    }

    private void Declare(CircuitHandle declaration, int at, CircuitIndex index, RefusalList refusals)
    {
        Version++;
        if (Declare(declaration, index) is { } wrong)
        {
            refusals.Add(Metric.Unspecified, at, RefusalReason.BadHandle, wrong);
        }
    }

    /// <summary>Takes a declaration.</summary>
    /// <returns>Why it is refused; null when it is not.</returns>
    private string? Declare(CircuitHandle declaration, CircuitIndex index)
    {
        uint handle = declaration.Handle;
        if (handle == 0 || handle > maxHandles)
        {
            return RefusalText.HandleOutOfLimits(handle, maxHandles);
        }

        DeclaredCircuit? earlier = Find(handle);
        if (!ResourceName.TryParse(declaration.Circuit, "circuits", out ResourceName? name))
        {
            // Only the beginning of it is kept: it may be megabytes.
            CircuitHandle shown = new() { Handle = handle, Circuit = RefusalText.Shorten(declaration.Circuit) };
            (earlier ?? Store(new DeclaredCircuit(shown))).Standing = CircuitStanding.Unusable;
            return RefusalText.NotACircuit(declaration.Circuit);
        }

        if (earlier is null)
        {
            DeclaredCircuit circuit = Store(new DeclaredCircuit(declaration));
            circuit.Standing = name.Customer == customer ? CircuitStanding.Unknown : CircuitStanding.Foreign;
            Judge(circuit, index);
            return null;
        }

        if (earlier.Standing == CircuitStanding.Unusable)
        {
            return RefusalText.HandleRefusedBefore(handle);
        }

        if (earlier.Name == declaration.Circuit)
        {
            return null;
        }

        earlier.Standing = CircuitStanding.Unusable;
        return RefusalText.HandleDeclaredTwice(handle, earlier.Name, declaration.Circuit);
    }

    private void Judge(DeclaredCircuit? circuit, CircuitIndex index)
    {
        if (circuit?.Standing is CircuitStanding.Known or CircuitStanding.Unknown or CircuitStanding.Crowded)
        {
            bool known = index.Contains(circuit.Name, out string shared);
            circuit.Crowded = known ? crowded?.Invoke(shared) : null;
            circuit.Standing = !known ? CircuitStanding.Unknown : circuit.Crowded is null ? CircuitStanding.Known : CircuitStanding.Crowded;
            if (!ReferenceEquals(shared, circuit.Name))
            {
                circuit.Declaration = new CircuitHandle { Handle = circuit.Declaration.Handle, Circuit = shared };
            }
        }
    }

    private DeclaredCircuit Store(DeclaredCircuit circuit)
    {
        uint handle = circuit.Declaration.Handle;
        if (handle >= _circuits.Length)
        {
            // By doubling, since handles usually count up from 1.
            int length = Math.Max((int)handle + 1, Math.Max(16, _circuits.Length * 2));
            Array.Resize(ref _circuits, Math.Min(length, maxHandles + 1));
        }

        return _circuits[handle] = circuit;
    }
}
