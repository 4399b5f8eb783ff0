using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Examples;

/// <summary>A worked example of a document.</summary>
internal interface IExample
{
    /// <summary>Rates it and reports what does not come out as stated.</summary>
    void Run(ErrorList errors);
}
