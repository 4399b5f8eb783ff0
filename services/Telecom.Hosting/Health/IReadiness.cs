namespace Telecom.Hosting;

/// <summary>
/// A condition for serving. The service is SERVING only while every registered condition holds; register with
/// <c>services.AddSingleton&lt;IReadiness, MyCondition&gt;()</c>.
/// </summary>
public interface IReadiness
{
    /// <summary>What must hold, for logs, for example "the sample log is open".</summary>
    string Condition { get; }

    /// <summary>True while it holds. Asked often, from any thread; it must answer at once.</summary>
    bool Holds { get; }
}
