using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace EbcSuite.Events;

/// <summary>
/// An immutable set of typed attributes (name → value) and an opaque body that is never matched: the thing that is
/// routed. Enumerates its attributes in byte order of their names. Two are equal when they have the same attributes, of
/// the same kinds and values, and the same body. Safe to share between threads.
/// </summary>
public sealed class Notification : IReadOnlyCollection<KeyValuePair<string, AttributeValue>>, IEquatable<Notification>
{
    // Comparing lengths and first bytes of a few names is quicker than a binary search; measured to cross over near here.
    private const int Few = 16;

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

    /// <exception cref="EventRefusedException">
    /// A name is empty, given twice or over a limit of <see cref="EventLimits"/>; a value is missing, too large or not UTF-8.
    /// </exception>
    public static Notification Create(params ReadOnlySpan<(string Name, AttributeValue Value)> attributes)
    {
        var pairs = new KeyValuePair<string, AttributeValue>[attributes.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new(attributes[i].Name, attributes[i].Value);
        }

        return Own(pairs, ReadOnlyMemory<byte>.Empty);
    }

    /// <inheritdoc cref="Create(ReadOnlySpan{ValueTuple{string, AttributeValue}})"/>
    /// <param name="attributes">Copied.</param>
    /// <param name="body">Not copied: must not be written to afterwards.</param>
    public static Notification Create(IEnumerable<KeyValuePair<string, AttributeValue>> attributes, ReadOnlyMemory<byte> body) =>
        Own(attributes.ToArray(), body);

    public bool TryGet(string name, [MaybeNullWhen(false)] out AttributeValue value)
    {
        var index = _attributes.Length <= Few ? Scan(name) : Search(name);
        value = index >= 0 ? _attributes[index].Value : default;
        return index >= 0;
    }

    /// <summary>The string value of <paramref name="name"/>, or null when it is missing or not a string.</summary>
    public string? Text(string name) => TryGet(name, out var v) && v.Kind == AttributeKind.String ? v.AsString() : null;

    /// <summary>The integer value of <paramref name="name"/>, or null when it is missing or not an integer.</summary>
    public long? Integer(string name) => TryGet(name, out var v) && v.Kind == AttributeKind.Integer ? v.AsInteger() : null;

    /// <summary>The boolean value of <paramref name="name"/>, or null when it is missing or not a boolean.</summary>
    public bool? Boolean(string name) => TryGet(name, out var v) && v.Kind == AttributeKind.Boolean ? v.AsBoolean() : null;

    /// <summary>This notification with <paramref name="name"/> set to <paramref name="value"/>.</summary>
    /// <exception cref="EventRefusedException">The name or the value is refused, or it is one attribute too many.</exception>
    public Notification With(string name, AttributeValue value)
    {
        EventLimits.CheckName(name);
        var index = Search(name);
        if (index < 0)
        {
            return Own([.. _attributes.AsSpan(0, ~index), new(name, value), .. _attributes.AsSpan(~index)], Body);
        }

        EventLimits.CheckValue(name, value);
        var changed = _attributes.AsSpan().ToArray();
        changed[index] = new(name, value);
        return new(changed, Body);
    }

    /// <summary>This notification with another body; the memory is not copied.</summary>
    /// <exception cref="EventRefusedException">The body is over <see cref="EventLimits.BodyBytes"/>.</exception>
    public Notification WithBody(ReadOnlyMemory<byte> body)
    {
        EventLimits.CheckBody(body);
        return new(_attributes, body);
    }

    public bool Equals(Notification? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _attributes.AsSpan().SequenceEqual(other._attributes, SameAttribute.Instance)
            && Body.Span.SequenceEqual(other.Body.Span));

    public override bool Equals(object? obj) => Equals(obj as Notification);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, value) in _attributes)
        {
            hash.Add(name);
            hash.Add(value);
        }

        hash.Add(Body.Length);
        return hash.ToHashCode();
    }

    public IEnumerator<KeyValuePair<string, AttributeValue>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, AttributeValue>>)_attributes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// For logs: <c>event = "migrate_App", node = "vm-a1" (+12 bytes)</c>; what is long is cut and its size said.
    /// </summary>
    public override string ToString() =>
        string.Join(", ", _attributes.Select(p => $"{NameText.Write(p.Key)} = {ValueText.Shorten(p.Value)}"))
        + (Body.IsEmpty ? "" : $" (+{Body.Length} bytes)");

    private static Notification Own(KeyValuePair<string, AttributeValue>[] attributes, ReadOnlyMemory<byte> body)
    {
        foreach (var pair in attributes)
        {
            // Before sorting, so that a missing name is refused by name too.
            ArgumentNullException.ThrowIfNull(pair.Key);
        }

        Array.Sort(attributes, static (a, b) => Utf8Order.Compare(a.Key, b.Key));
        EventLimits.Check(attributes, body);
        return new(attributes, body);
    }

    private int Scan(string name)
    {
        for (var i = 0; i < _attributes.Length; i++)
        {
            if (string.Equals(_attributes[i].Key, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The attribute's index, or the complement of where it would stand.</summary>
    private int Search(string name)
    {
        int low = 0, high = _attributes.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (Utf8Order.Compare(_attributes[middle].Key, name))
            {
                case 0: return middle;
                case < 0: low = middle + 1; break;
                default: high = middle - 1; break;
            }
        }

        return ~low;
    }

    private sealed class SameAttribute : IEqualityComparer<KeyValuePair<string, AttributeValue>>
    {
        public static readonly SameAttribute Instance = new();

        public bool Equals(KeyValuePair<string, AttributeValue> x, KeyValuePair<string, AttributeValue> y) =>
            string.Equals(x.Key, y.Key, StringComparison.Ordinal) && x.Value == y.Value;

        public int GetHashCode(KeyValuePair<string, AttributeValue> obj) => HashCode.Combine(obj.Key, obj.Value);
    }
}
