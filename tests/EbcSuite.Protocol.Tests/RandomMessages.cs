using System.Text;
using EbcSuite.Events;

namespace EbcSuite.Protocol.Tests;

/// <summary>Messages of every kind with random fields of every width, from a seed.</summary>
internal sealed class RandomMessages(int seed)
{
    private readonly Random _random = new(seed);

    public Message Next() => _random.Next(14) switch
    {
        0 => new Hello(Text(1, 60), _random.Next(2) == 0 ? LinkRole.Client : LinkRole.Peer),
        1 => new Welcome(Text(1, 60), Text(1, 60)),
        2 => new Subscribe(Number(), Number(), Filter()),
        3 => new Unsubscribe(Number(), Number()),
        4 => new Publish(Number(), Notification()),
        5 => new Accepted(Number()),
        6 => new Refused(Number(), Text(1, 16), Text(0, 250)),
        7 => new Deliver(new(Number(), Number()), Notification()),
        8 => new Forward(new(Number(), Number()), (byte)_random.Next(256), Notification()),
        9 => new Ping(Number()),
        10 => new Pong(Number()),
        11 => new Enrol(Text(1, 60), Text(1, 60)),
        12 => new Enrolled(Text(1, 60), Text(1, 60)),
        _ => new Goodbye(Text(0, 250)),
    };

    private Notification Notification()
    {
        var attributes = new Dictionary<string, AttributeValue>();
        for (var i = Count(20, 256); i > 0; i--)
        {
            attributes[Text(1, 40)] = Value();
        }

        return Events.Notification.Create(attributes, _random.Next(3) == 0 ? Bytes(_random.Next(70_000)) : default);
    }

    // Each constraint has an attribute of its own, as two on one may contradict each other; a refused one is drawn again.
    private Filter Filter()
    {
        var constraints = new Dictionary<string, Constraint>();
        for (var i = Count(6, 40); i > 0; i--)
        {
            var name = Text(1, 40);
            constraints[name] = Constraint(name);
        }

        return Events.Filter.Create(constraints.Values.ToArray());
    }

    private Constraint Constraint(string name)
    {
        var constraint = TryConstraint(name);
        while (constraint is null)
        {
            constraint = TryConstraint(name);
        }

        return constraint;
    }

    private Constraint? TryConstraint(string name)
    {
        var op = (Operator)_random.Next(1, 12);
        var count = op switch { Operator.Exists => 0, Operator.In => Count(20, 100) + 1, _ => 1 };
        var values = Enumerable.Range(0, count).Select(_ => Value()).ToArray();
        try
        {
            var constraint = Events.Constraint.Create(name, op, values);
            return Events.Filter.Create(constraint).Constraints is [var kept] ? kept : null;
        }
        catch (EventRefusedException e) when (e.Reason is EventRefusal.OperatorTypeMismatch or EventRefusal.Contradiction)
        {
            return null;
        }
    }

    private AttributeValue Value() => _random.Next(8) switch
    {
        0 => _random.Next(2) == 0,
        1 or 2 => (long)Number() * (_random.Next(2) * -2 + 1),
        3 => _random.NextDouble() * Math.Pow(10, _random.Next(-300, 300)),
        4 => new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0, double.Epsilon }[_random.Next(6)],
        5 => Bytes(Count(40, 70_000 - 5_000)),
        _ => Text(0, Count(40, 20_000)),
    };

    // A random width first: else nearly all numbers would be of the widest form.
    private ulong Number() => (ulong)_random.NextInt64() * 2 >> _random.Next(64);

    private int Count(int usually, int rarely) => _random.Next(1 + (_random.Next(50) == 0 ? rarely : usually));

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Text(int fewest, int most)
    {
        var text = new StringBuilder();
        for (var i = _random.Next(fewest, most + 1); i > 0; i--)
        {
            text.Append(_random.Next(20) switch
            {
                0 => new Rune(_random.Next(0x10000, 0x110000)),
                1 => new Rune(_random.Next(0x80, 0xd800)),
                2 => new Rune(_random.Next(0xe000, 0x10000)),
                3 => new Rune(_random.Next(0x20)),
                _ => new Rune(_random.Next(0x20, 0x7f)),
            });
        }

        return text.ToString();
    }
}
