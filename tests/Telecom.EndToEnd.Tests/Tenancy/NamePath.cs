using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Telecom.EndToEnd.Tests.Tenancy;

/// <summary>A place in the messages of a call that can carry a resource name.</summary>
/// <param name="Message">Which message of the call.</param>
/// <param name="Steps">From there: fields, and the place in a repeated one (-1: what is added to it).</param>
/// <param name="Collection">Collection of the names; "" for customers.</param>
/// <param name="IsFilled">True when a valid request names something there.</param>
internal sealed record NamePath(int Message, IReadOnlyList<(FieldDescriptor Field, int Index)> Steps, string Collection, bool IsFilled)
{
    /// <summary>Puts a name there.</summary>
    public void Set(IReadOnlyList<IMessage> messages, string name)
    {
        IMessage at = messages[Message];
        foreach ((FieldDescriptor field, int index) in Steps.SkipLast(1))
        {
            object value = field.Accessor.GetValue(at);
            at = (IMessage)(field.IsRepeated ? ((IList)value)[index]! : value);
        }

        (FieldDescriptor last, int place) = Steps[^1];
        if (!last.IsRepeated)
        {
            last.Accessor.SetValue(at, name);
            return;
        }

        var list = (IList)last.Accessor.GetValue(at);
        if (place < 0)
        {
            _ = list.Add(name);
        }
        else
        {
            list[place] = name;
        }
    }

    public override string ToString() => string.Join('.', Steps.Select(step => step.Field.Name + (step.Index > 0 ? $"[{step.Index}]" : "")));
}
