using EbcSuite.Events;

namespace EbcSuite.Protocol.Tests;

/// <summary>The messages whose bytes are kept in Golden/messages.hex, by name: at least one of each kind.</summary>
internal static class SampleMessages
{
    private static readonly EventId Id = new(0x0123456789abcdef, 7);

    private static readonly Notification Migration = Notification.Create(
        ("application", "lammps-17"), ("event", "migrate_App"), ("from", "vm-a1"), ("operation", 42), ("to", "vm-b1"));

    private static readonly Notification EveryKind = Notification.Create(
        new Dictionary<string, AttributeValue>
        {
            ["bytes"] = new byte[] { 0x00, 0xff },
            ["double"] = 1.5,
            ["false"] = false,
            ["integer"] = -123456789012,
            ["string"] = "Grüße €𝄞",
            ["true"] = true,
        },
        "body"u8.ToArray());

    public static readonly IReadOnlyDictionary<string, Message> ByName = new Dictionary<string, Message>
    {
        ["hello-client"] = new Hello("vm-a1", LinkRole.Client),
        ["hello-peer"] = new Hello("broker-b", LinkRole.Peer),
        ["welcome"] = new Welcome("broker-a", "hanoi"),
        ["subscribe-node"] = new Subscribe(1, 3, Filter.Equal("node", "vm-a1")),
        ["subscribe-everything"] = new Subscribe(2, 4, Filter.Everything),
        ["subscribe-operators"] = new Subscribe(300, 5, EveryOperator()),
        ["unsubscribe"] = new Unsubscribe(70000, 3),
        ["publish"] = new Publish(5, Migration),
        ["publish-every-kind-of-value"] = new Publish(ulong.MaxValue, EveryKind),
        ["accepted"] = new Accepted(5),
        ["refused"] = new Refused(5, "NotAllowed", "vm-a1 may not publish event = \"start\"."),
        ["deliver"] = new Deliver(Id, Migration),
        ["forward"] = new Forward(Id, 2, EveryKind),
        ["ping"] = new Ping(256),
        ["pong"] = new Pong(256),
        ["goodbye"] = new Goodbye("stopping"),
        ["enrol"] = new Enrol("ebct_7vj4q2mkfzx3o6a5wbc2n4l7yd3tgrhe", "vm-a1"),
        ["enrolled"] = new Enrolled("vm-a1", "hanoi"),
    };

    private static Filter EveryOperator() => Filter.Create(
        Constraint.Create("a", Operator.Equal, 1),
        Constraint.Create("b", Operator.NotEqual, "x"),
        Constraint.Create("c", Operator.Less, 1.5),
        Constraint.Create("d", Operator.LessOrEqual, -1),
        Constraint.Create("e", Operator.Greater, 128),
        Constraint.Create("f", Operator.GreaterOrEqual, -129),
        Constraint.Create("g", Operator.Prefix, "vm-"),
        Constraint.Create("h", Operator.Suffix, "-1"),
        Constraint.Create("i", Operator.Contains, "ab"),
        Constraint.Create("j", Operator.Exists),
        Constraint.Create("k", Operator.In, 1, "two", 3.0, true));
}
