using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Telecom.Grpc.Tests.Compatibility;

/// <summary>Breaks a copy of an assembly in one place of its metadata tables (ECMA-335 II.22), as a wrong contract would be.</summary>
internal sealed class PlantedBreak : IDisposable
{
    private readonly byte[] _image;
    private readonly PEReader _file;
    private readonly MetadataReader _reader;

    public PlantedBreak(byte[] image)
    {
        _image = [.. image];
        _file = new PEReader(new MemoryStream(image));
        _reader = _file.GetMetadataReader();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Changes the attributes of a method, and takes its body away when they make it abstract.</summary>
    public byte[] WithMethodAttributes(
        string type, string method, Func<MethodAttributes, MethodAttributes> change, int? parameters = null)
    {
        // II.22.26: RVA (4 bytes), ImplFlags (2), Flags (2).
        var handle = FindMethod(type, method, parameters);
        var row = Row(TableIndex.MethodDef, MetadataTokens.GetRowNumber(handle));
        var flags = row[6..];
        var changed = change((MethodAttributes)BinaryPrimitives.ReadUInt16LittleEndian(flags));
        BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)changed);
        if (changed.HasFlag(MethodAttributes.Abstract))
        {
            row[..4].Clear();
        }

        return _image;
    }

    /// <summary>Takes the constraints off every type parameter of a method.</summary>
    public byte[] WithoutConstraints(string type, string method)
    {
        // II.22.20: Number (2 bytes), Flags (2).
        foreach (var parameter in _reader.GetMethodDefinition(FindMethod(type, method)).GetGenericParameters())
        {
            Row(TableIndex.GenericParam, MetadataTokens.GetRowNumber(parameter)).Slice(2, 2).Clear();
        }

        return _image;
    }

    /// <summary>Gives a method another name.</summary>
    public byte[] WithMethodRenamed(string type, string method) => Rename(_reader.GetMethodDefinition(FindMethod(type, method)).Name);

    /// <summary>Gives a field another name.</summary>
    public byte[] WithFieldRenamed(string type, string field) => Rename(
        FindType(type).GetFields().Select(_reader.GetFieldDefinition).First(f => _reader.StringComparer.Equals(f.Name, field)).Name);

    /// <summary>Gives a type another name.</summary>
    public byte[] WithTypeRenamed(string type) => Rename(FindType(type).Name);

    /// <summary>Turns the last parameter of a method into another primitive type.</summary>
    public byte[] WithLastParameter(string type, string method, SignatureTypeCode change)
    {
        var signature = _reader.GetMethodDefinition(FindMethod(type, method)).Signature;

        // II.24.2.4: a blob starts with its length, here in one byte.
        var last = _reader.GetHeapOffset(signature) + _reader.GetBlobReader(signature).Length;
        Heap(HeapIndex.Blob)[last] = (byte)change;
        return _image;
    }

    private byte[] Rename(StringHandle name)
    {
        // The first letter, since names may share their endings with others but not their beginnings.
        Heap(HeapIndex.String)[_reader.GetHeapOffset(name)] = (byte)'_';
        return _image;
    }

    private Span<byte> Row(TableIndex table, int row) => Metadata(
        _reader.GetTableMetadataOffset(table) + (_reader.GetTableRowSize(table) * (row - 1)), _reader.GetTableRowSize(table));

    private Span<byte> Heap(HeapIndex heap) => Metadata(_reader.GetHeapMetadataOffset(heap), _reader.GetHeapSize(heap));

    private Span<byte> Metadata(int offset, int length) => _image.AsSpan(_file.PEHeaders.MetadataStartOffset + offset, length);

    private TypeDefinition FindType(string name) =>
        _reader.TypeDefinitions.Select(_reader.GetTypeDefinition).Single(type => _reader.StringComparer.Equals(type.Name, name));

    private MethodDefinitionHandle FindMethod(string type, string method, int? parameters = null) => FindType(type).GetMethods().First(handle =>
    {
        var found = _reader.GetMethodDefinition(handle);
        return _reader.StringComparer.Equals(found.Name, method) && (parameters is null || found.GetParameters().Count == parameters);
    });
}
