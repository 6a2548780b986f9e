using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace EbcSuite.Messaging.Keys;

/// <summary>
/// The keys that a broker lets in. Text, a key a line:
/// <code>
/// # key                                    identity  role    rights (none: everything)
/// rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7 vm-a1     client  publish (from = "vm-a1") subscribe (node = "vm-a1") (event = "node_alive")
/// Yne@$w-vo&lt;fVvi]a&lt;NY6T1ed:M$fCG*[IaLV{hID site-b    peer
/// </code>
/// <c>()</c> is the empty filter, everything; a clause that is left out while the other one is there allows nothing.
/// A comment begins with #, which no key does: as the first of five digits of base 85 it would be over 2^32.
/// Immutable; safe to share between threads.
/// </summary>
public sealed class AllowedKeys
{
    public static readonly AllowedKeys None = new([]);

    private readonly Dictionary<string, AllowedKey> _byKey;

    private AllowedKeys(IReadOnlyList<AllowedKey> all)
    {
        All = all;
        _byKey = all.ToDictionary(k => k.PublicKey, StringComparer.Ordinal);
    }

    public IReadOnlyList<AllowedKey> All { get; }

    /// <exception cref="AllowedKeysException">A key is given twice.</exception>
    public static AllowedKeys Create(params IEnumerable<AllowedKey> keys)
    {
        var all = keys.ToList();
        var twice = all.GroupBy(k => k.PublicKey, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? new(all) : throw new AllowedKeysException("(list)", 0, $"key {twice.Key} is given twice");
    }

    /// <param name="file">For messages.</param>
    /// <exception cref="AllowedKeysException">The first line that is wrong, by file and number.</exception>
    public static AllowedKeys Parse(string text, string file)
    {
        var all = new List<AllowedKey>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (AllowedKeyLine.Parse(line.TrimEnd('\r'), file, number) is not { } key)
            {
                continue;
            }

            if (!seen.Add(key.PublicKey))
            {
                throw new AllowedKeysException(file, number, $"key {key.PublicKey} is given twice");
            }

            all.Add(key);
        }

        return new(all);
    }

    public bool TryGet(string publicKey, [NotNullWhen(true)] out AllowedKey? key) => _byKey.TryGetValue(publicKey, out key);

    /// <summary>Every key of an identity: two while a key is being replaced.</summary>
    public IEnumerable<AllowedKey> OfIdentity(string identity) =>
        All.Where(k => string.Equals(k.Identity, identity, StringComparison.Ordinal));

    /// <summary>The text, which <see cref="Parse"/> reads back; comments are not kept.</summary>
    public override string ToString() =>
        All.Aggregate(new StringBuilder(), static (text, key) => text.Append(key).Append('\n')).ToString();
}
