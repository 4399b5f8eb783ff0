using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core.Utils;

/// <summary>Checks of arguments and state.</summary>
[SuppressMessage("Usage", "CA2208", Justification = "The published contract has overloads without the name of the parameter.")]
public static class GrpcPreconditions
{
    /// <summary>Refuses a call whose arguments do not fit.</summary>
    /// <param name="condition">What must hold.</param>
    /// <exception cref="ArgumentException">It does not hold.</exception>
    public static void CheckArgument(bool condition)
    {
        if (!condition)
        {
            throw new ArgumentException();
        }
    }

    /// <summary>Refuses a call whose arguments do not fit.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="errorMessage">What to say when it does not.</param>
    /// <exception cref="ArgumentException">It does not hold.</exception>
    public static void CheckArgument(bool condition, string errorMessage)
    {
        if (!condition)
        {
            throw new ArgumentException(errorMessage);
        }
    }

    /// <summary>Gives a reference back that is not null.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="reference">The reference.</param>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static T CheckNotNull<T>(T reference) => reference is null ? throw new ArgumentNullException() : reference;

    /// <summary>Gives a reference back that is not null.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="reference">The reference.</param>
    /// <param name="paramName">Name of the parameter, for the exception.</param>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static T CheckNotNull<T>(T reference, string paramName) => reference is null ? throw new ArgumentNullException(paramName) : reference;

    /// <summary>Refuses a call for which the object is not in the right state.</summary>
    /// <param name="condition">What must hold.</param>
    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void CheckState(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException();
        }
    }

    /// <summary>Refuses a call for which the object is not in the right state.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="errorMessage">What to say when it does not.</param>
    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void CheckState(bool condition, string errorMessage)
    {
        if (!condition)
        {
            throw new InvalidOperationException(errorMessage);
        }
    }
}
