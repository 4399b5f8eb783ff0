using Grpc.Core;

namespace Telecom.Grpc.Tests.Contracts;

public sealed class CallOptionsTests
{
    private static readonly Metadata Headers = new() { { "a", "1" } };
    private static readonly DateTime Deadline = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly CancellationToken Token = new(canceled: true);
    private static readonly WriteOptions Write = new(WriteFlags.NoCompress);
    private static readonly CallCredentials Credentials = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);

    [Fact]
    public void The_default_has_no_options()
    {
        AssertParts(default, null, null, null, null, null, waits: false);
        AssertParts(new CallOptions(), null, null, null, null, null, waits: false);
    }

    [Fact]
    public void The_constructor_sets_every_part()
    {
        AssertParts(new CallOptions(Headers, Deadline, Token, Write, null, Credentials), Headers, Deadline, Token, Write, Credentials, waits: false);
    }

    [Fact]
    public void Each_With_changes_one_part_of_a_copy()
    {
        var empty = new CallOptions();
        var full = new CallOptions(Headers, Deadline, Token, Write, null, Credentials).WithWaitForReady();
        var other = new Metadata();

        AssertParts(empty.WithHeaders(Headers), Headers, null, null, null, null, waits: false);
        AssertParts(empty.WithDeadline(Deadline), null, Deadline, null, null, null, waits: false);
        AssertParts(empty.WithCancellationToken(Token), null, null, Token, null, null, waits: false);
        AssertParts(empty.WithWriteOptions(Write), null, null, null, Write, null, waits: false);
        AssertParts(empty.WithCredentials(Credentials), null, null, null, null, Credentials, waits: false);
        AssertParts(empty.WithWaitForReady(), null, null, null, null, null, waits: true);
        AssertParts(full.WithHeaders(other), other, Deadline, Token, Write, Credentials, waits: true);
        AssertParts(full.WithDeadline(Deadline.AddDays(1)), Headers, Deadline.AddDays(1), Token, Write, Credentials, waits: true);
        AssertParts(full.WithCancellationToken(default), Headers, Deadline, null, Write, Credentials, waits: true);
        AssertParts(full.WithWriteOptions(WriteOptions.Default), Headers, Deadline, Token, WriteOptions.Default, Credentials, waits: true);
        AssertParts(full.WithPropagationToken(null!), Headers, Deadline, Token, Write, Credentials, waits: true);
        AssertParts(full.WithCredentials(null!), Headers, Deadline, Token, Write, null, waits: true);
        AssertParts(full.WithWaitForReady(false), Headers, Deadline, Token, Write, Credentials, waits: false);
        AssertParts(empty, null, null, null, null, null, waits: false);
    }

    [Fact]
    public void Write_options_have_no_flags_by_default()
    {
        Assert.Equal(default, WriteOptions.Default.Flags);
        Assert.Equal(WriteFlags.BufferHint | WriteFlags.NoCompress, new WriteOptions((WriteFlags)3).Flags);
    }

    [Fact]
    public void Propagation_takes_over_deadline_and_cancellation_by_default()
    {
        Assert.True(ContextPropagationOptions.Default.IsPropagateDeadline);
        Assert.True(ContextPropagationOptions.Default.IsPropagateCancellation);
        Assert.False(new ContextPropagationOptions(propagateDeadline: false).IsPropagateDeadline);
        Assert.False(new ContextPropagationOptions(propagateCancellation: false).IsPropagateCancellation);
    }

    private static void AssertParts(
        CallOptions options,
        Metadata? headers,
        DateTime? deadline,
        CancellationToken? token,
        WriteOptions? write,
        CallCredentials? credentials,
        bool waits)
    {
        Assert.Same(headers, options.Headers);
        Assert.Equal(deadline, options.Deadline);
        Assert.Equal(token ?? CancellationToken.None, options.CancellationToken);
        Assert.Same(write, options.WriteOptions);
        Assert.Same(credentials, options.Credentials);
        Assert.Equal(waits, options.IsWaitForReady);
        Assert.Null(options.PropagationToken);
    }
}
