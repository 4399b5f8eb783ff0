using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;

namespace Telecom.Gateway.Tests.Api;

/// <summary>What the fake services answer: a filled message of the right kind, unless a test says otherwise.</summary>
internal sealed class FakeAnswers
{
    private readonly ConcurrentDictionary<Type, Func<IMessage, ServerCallContext, IMessage>> _answers = new();

    /// <summary>Requests so far, in order.</summary>
    public ConcurrentQueue<IMessage> Requests { get; } = new();

    /// <summary>True: answers have every field; false: those without an answer of their own have only messages inside.</summary>
    public bool Full { get; set; } = true;

    /// <summary>Answers all requests of a kind; throwing refuses them.</summary>
    public void On<TRequest>(Func<TRequest, IMessage> answer)
        where TRequest : IMessage =>
        _answers[typeof(TRequest)] = (request, _) => answer((TRequest)request);

    /// <summary>Forgets requests and answers.</summary>
    public void Reset()
    {
        Requests.Clear();
        _answers.Clear();
        Full = true;
    }

    /// <summary>The last request of a kind.</summary>
    public TRequest Last<TRequest>()
        where TRequest : IMessage =>
        Requests.OfType<TRequest>().Last();

    public TResponse Answer<TResponse>(IMessage request, ServerCallContext context)
        where TResponse : class
    {
        Requests.Enqueue(request);
        return _answers.TryGetValue(request.GetType(), out Func<IMessage, ServerCallContext, IMessage>? answer)
            ? (TResponse)answer(request, context)
            : (TResponse)Samples.Of(((IMessage)Activator.CreateInstance<TResponse>()!).Descriptor, Full);
    }
}
