using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace EbcSuite.Events;

/// <summary>
/// An immutable set of typed attributes (name → value) and an opaque body that is never matched: the thing that is
/// routed. Enumerates its attributes in byte order of their names. Safe to share between threads.
/// </summary>
public sealed class Notification : IReadOnlyCollection<KeyValuePair<string, AttributeValue>>
{
    private readonly KeyValuePair<string, AttributeValue>[] _attributes;

    private Notification(KeyValuePair<string, AttributeValue>[] sorted, ReadOnlyMemory<byte> body)
    {
        _attributes = sorted;
        Body = body;
    }

    /// <summary>Bytes that travel with the notification; empty if there are none.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    public int Count => _attributes.Length;

    /// <summary>The value of an attribute that must be there.</summary>
    /// <exception cref="KeyNotFoundException">The notification has no such attribute.</exception>
    public AttributeValue this[string name] =>
        TryGet(name, out var value) ? value : throw new KeyNotFoundException($"The notification has no attribute '{name}'.");

    /// <exception cref="EventRefusedException">A name is empty, given twice or over a limit of <see cref="EventLimits"/>.</exception>
    public static Notification Create(params ReadOnlySpan<(string Name, AttributeValue Value)> attributes)
    {
        var pairs = new KeyValuePair<string, AttributeValue>[attributes.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new(attributes[i].Name, attributes[i].Value);
        }

        return Create(pairs, ReadOnlyMemory<byte>.Empty);
    }

    /// <inheritdoc cref="Create(ReadOnlySpan{ValueTuple{string, AttributeValue}})"/>
    /// <param name="attributes">Copied.</param>
    /// <param name="body">Not copied: must not be written to afterwards.</param>
    public static Notification Create(IEnumerable<KeyValuePair<string, AttributeValue>> attributes, ReadOnlyMemory<byte> body)
    {
        var sorted = attributes.ToArray();
        Array.Sort(sorted, static (a, b) => Utf8Order.Compare(a.Key, b.Key));
        EventLimits.Check(sorted, body);
        return new(sorted, body);
    }

    public bool TryGet(string name, [MaybeNullWhen(false)] out AttributeValue value)
    {
        foreach (var pair in _attributes)
        {
            if (string.Equals(pair.Key, name, StringComparison.Ordinal))
            {
                value = pair.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The string value of <paramref name="name"/>, or null when it is missing or not a string.</summary>
    public string? Text(string name) => TryGet(name, out var v) && v.Kind == AttributeKind.String ? v.AsString() : null;

    /// <summary>The integer value of <paramref name="name"/>, or null when it is missing or not an integer.</summary>
    public long? Integer(string name) => TryGet(name, out var v) && v.Kind == AttributeKind.Integer ? v.AsInteger() : null;

    /// <summary>The boolean value of <paramref name="name"/>, or null when it is missing or not a boolean.</summary>
    public bool? Boolean(string name) => TryGet(name, out var v) && v.Kind == AttributeKind.Boolean ? v.AsBoolean() : null;

    /// <summary>This notification with <paramref name="name"/> set to <paramref name="value"/>.</summary>
    public Notification With(string name, AttributeValue value) =>
        Create(_attributes.Where(p => !string.Equals(p.Key, name, StringComparison.Ordinal)).Append(new(name, value)), Body);

    /// <summary>This notification with another body; the memory is not copied.</summary>
    public Notification WithBody(ReadOnlyMemory<byte> body) => Create(_attributes, body);

    public IEnumerator<KeyValuePair<string, AttributeValue>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, AttributeValue>>)_attributes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>event = "migrate_App", node = "vm-a1" (+12 bytes)</c></summary>
    public override string ToString() =>
        string.Join(", ", _attributes.Select(p => $"{p.Key} = {p.Value}")) + (Body.IsEmpty ? "" : $" (+{Body.Length} bytes)");
}
