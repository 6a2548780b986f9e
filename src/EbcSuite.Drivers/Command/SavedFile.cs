namespace EbcSuite.Drivers.Command;

/// <summary>
/// A file that tells, by appearing, that something has been done. What an earlier time left is put aside before, so that it cannot be
/// taken for the new one, and comes back if no new one appears.
/// </summary>
internal sealed class SavedFile
{
    private readonly string _path;

    private SavedFile(string path) => _path = path;

    public bool IsThere => File.Exists(_path);

    private string Previous => _path + ".previous";

    /// <param name="file">Relative to <paramref name="directory"/>; null for none.</param>
    public static SavedFile? Expect(string directory, string? file)
    {
        if (file is null)
        {
            return null;
        }

        var expected = new SavedFile(Path.Combine(directory, file));
        if (expected.IsThere)
        {
            File.Move(expected._path, expected.Previous, overwrite: true);
        }

        return expected;
    }

    public void TakeBack()
    {
        if (!IsThere && File.Exists(Previous))
        {
            File.Move(Previous, _path);
        }
    }

    public override string ToString() => _path;
}
