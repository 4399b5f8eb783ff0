using Google.Protobuf.Reflection;

namespace Telecom.Hosting;

/// <summary>Files of services by name, symbol and extension. What is not reached from one of the services is not in it.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, FileDescriptor>> _extensions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);

    /// <summary>Indexes the files of the services and all that they import.</summary>
    /// <param name="services">Their descriptors.</param>
    public DescriptorIndex(IEnumerable<ServiceDescriptor> services)
    {
        ServiceDescriptor[] all = [.. services.DistinctBy(service => service.FullName)];
        Services = [.. all.Select(service => service.FullName).Order(StringComparer.Ordinal)];
        foreach (ServiceDescriptor service in all)
        {
            Add(service.File);

            // A file may declare a service that is not among them: its symbols stay unknown.
            _symbols[service.FullName] = service.File;
            foreach (MethodDescriptor method in service.Methods)
            {
                _symbols[method.FullName] = service.File;
            }
        }
    }

    /// <summary>Full names of the services, in order.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>A file by its name; null for none.</summary>
    public FileDescriptor? File(string name) => _files.GetValueOrDefault(name);

    /// <summary>The file that declares a symbol; null for none.</summary>
    public FileDescriptor? Symbol(string fullName) => _symbols.GetValueOrDefault(fullName.TrimStart('.'));

    /// <summary>The file that declares an extension; null for none.</summary>
    public FileDescriptor? Extension(string message, int number) => _extensions.GetValueOrDefault(message.TrimStart('.'))?.GetValueOrDefault(number);

    /// <summary>Numbers of the extensions of a message, in order; null for a message that is not known.</summary>
    public IReadOnlyCollection<int>? Extensions(string message) =>
        _extensions.TryGetValue(message.TrimStart('.'), out SortedDictionary<int, FileDescriptor>? found) ? found.Keys
        : _messages.Contains(message.TrimStart('.')) ? []
        : null;

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
        {
            return;
        }

        foreach (FileDescriptor imported in file.Dependencies)
        {
            Add(imported);
        }

        foreach (MessageDescriptor message in file.MessageTypes)
        {
            Add(message);
        }

        foreach (EnumDescriptor values in file.EnumTypes)
        {
            Add(values);
        }

        Extend(file.Extensions, file);
    }

    private void Add(MessageDescriptor message)
    {
        _symbols[message.FullName] = message.File;
        _ = _messages.Add(message.FullName);
        foreach (FieldDescriptor field in message.Fields.InDeclarationOrder())
        {
            _symbols[field.FullName] = message.File;
        }

        foreach (OneofDescriptor choice in message.Oneofs)
        {
            _symbols[choice.FullName] = message.File;
        }

        foreach (EnumDescriptor values in message.EnumTypes)
        {
            Add(values);
        }

        foreach (MessageDescriptor nested in message.NestedTypes)
        {
            Add(nested);
        }

        Extend(message.Extensions, message.File);
    }

    private void Add(EnumDescriptor values)
    {
        _symbols[values.FullName] = values.File;
        foreach (EnumValueDescriptor value in values.Values)
        {
            _symbols[value.FullName] = values.File;
        }
    }

    private void Extend(ExtensionCollection extensions, FileDescriptor file)
    {
        foreach (FieldDescriptor extension in extensions.UnorderedExtensions)
        {
            _symbols[extension.FullName] = file;
            string message = extension.ExtendeeType.FullName;
            if (!_extensions.TryGetValue(message, out SortedDictionary<int, FileDescriptor>? numbers))
            {
                _extensions[message] = numbers = [];
            }

            numbers[extension.FieldNumber] = file;
        }
    }
}
