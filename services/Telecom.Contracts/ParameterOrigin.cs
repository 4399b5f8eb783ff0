namespace Telecom.Contracts;

/// <summary>Who set a parameter.</summary>
public enum ParameterOrigin
{
    /// <summary>The text of the agreement.</summary>
    Text = 0,

    /// <summary>The provider, because the text is silent: it may be changed without changing the agreement.</summary>
    Provider,
}
