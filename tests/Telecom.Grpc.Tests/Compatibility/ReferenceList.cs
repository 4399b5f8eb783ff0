using System.Collections;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Telecom.Grpc.Tests.Compatibility;

/// <summary>The types and members of some assemblies that an assembly refers to, read from its metadata.</summary>
internal sealed class ReferenceList(byte[] image, IReadOnlyCollection<string> assemblies) : IEnumerable<ReferenceList.Reference>
{
    public IEnumerator<Reference> GetEnumerator()
    {
        using var file = new PEReader(new MemoryStream(image));
        var reader = file.GetMetadataReader();
        foreach (var handle in reader.TypeReferences.Where(handle => IsWanted(reader, handle)))
        {
            yield return new Reference(MetadataTokens.GetToken(handle), Name(reader, handle));
        }

        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (OwnerOf(reader, member.Parent) is { } owner && IsWanted(reader, owner))
            {
                yield return new Reference(MetadataTokens.GetToken(handle), $"{Name(reader, owner)}.{reader.GetString(member.Name)}");
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static TypeReferenceHandle? OwnerOf(MetadataReader reader, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => (TypeReferenceHandle)parent,
        HandleKind.TypeSpecification => GenericOf(reader, (TypeSpecificationHandle)parent),
        _ => null,
    };

    private static TypeReferenceHandle? GenericOf(MetadataReader reader, TypeSpecificationHandle handle)
    {
        // ECMA-335 II.23.2.14: GENERICINST (CLASS | VALUETYPE) TypeDefOrRefEncoded ...
        var blob = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        blob.ReadByte();
        var generic = blob.ReadTypeHandle();
        return generic.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)generic : null;
    }

    private static string Name(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    private bool IsWanted(MetadataReader reader, TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsWanted(reader, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => assemblies.Contains(
                reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)),
            _ => false,
        };
    }

    /// <summary>One reference: its metadata token, and its name for people.</summary>
    internal readonly record struct Reference(int Token, string Name);
}
