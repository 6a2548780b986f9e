using EbcSuite.Events;

namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>Collects the attributes of a notification; what is null is left out.</summary>
internal sealed class AttributeWriter(string @event, string from)
{
    private readonly List<KeyValuePair<string, AttributeValue>> _attributes =
        [new(AttributeNames.Event, @event), new(AttributeNames.From, from)];

    public AttributeWriter Add(string name, string? value)
    {
        if (value is not null)
        {
            _attributes.Add(new(name, value));
        }

        return this;
    }

    public AttributeWriter Add(string name, long? value)
    {
        if (value is { } number)
        {
            _attributes.Add(new(name, number));
        }

        return this;
    }

    public AttributeWriter Add(string name, bool? value)
    {
        if (value is { } flag)
        {
            _attributes.Add(new(name, flag));
        }

        return this;
    }

    public Notification ToNotification(ReadOnlyMemory<byte> body = default) => Notification.Create(_attributes, body);
}
