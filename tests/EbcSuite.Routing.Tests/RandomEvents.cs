using EbcSuite.Events;

namespace EbcSuite.Routing.Tests;

/// <summary>Filters and notifications over few attributes and values, so that they match, cover and repeat often.</summary>
internal static class RandomEvents
{
    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly Operator[] Operators =
        [Operator.Equal, Operator.NotEqual, Operator.Less, Operator.GreaterOrEqual, Operator.Exists];

    public static Filter Filter(Random random)
    {
        while (true)
        {
            var constraints = new Constraint[random.Next(0, 4)];
            for (var i = 0; i < constraints.Length; i++)
            {
                var op = Operators[random.Next(Operators.Length)];
                AttributeValue[] values = op == Operator.Exists ? [] : [(long)random.Next(4)];
                constraints[i] = Constraint.Create(Names[random.Next(Names.Length)], op, values);
            }

            try
            {
                return Events.Filter.Create(constraints);
            }
            catch (EventRefusedException refused) when (refused.Reason == EventRefusal.Contradiction)
            {
                // Rolled a contradiction: roll again.
            }
        }
    }

    public static Notification Notification(Random random, long number)
    {
        var attributes = new List<KeyValuePair<string, AttributeValue>> { new("number", number) };
        foreach (var name in Names)
        {
            if (random.Next(5) > 0)
            {
                attributes.Add(new(name, (long)random.Next(4)));
            }
        }

        return Events.Notification.Create(attributes, default);
    }
}
