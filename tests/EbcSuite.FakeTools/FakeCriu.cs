namespace EbcSuite.FakeTools;

/// <summary>Poses as criu: takes its command lines, and behaves as told.</summary>
internal static class FakeCriu
{
    public static int Run(string behaviour, string[] call)
    {
        switch (call)
        {
            case ["--version"] when behaviour == "hangs-at-once":
                return Streams.Hang();
            case ["--version"]:
                Console.Out.WriteLine(behaviour == "old" ? "Version: 3.17.1" : behaviour == "mute" ? "hello" : "Version: 4.2.1");
                return 0;
            case ["check"]:
                return behaviour == "old" ? Fail("Error (criu/vdso.c:1): Unexpected rt vDSO area bounds") : 0;
            case ["check", "--feature", _]:
                return behaviour == "no-nftables" ? Fail("Warn  (criu/cr-check.c:1): Nftables based locking requires libnftables") : 0;
            case ["dump", ..]:
                File.WriteAllText(Path.Combine(Option(call, "--images-dir"), "call"), string.Join(' ', call));
                return Dump(behaviour, Option(call, "--images-dir"));
            case ["restore", ..]:
                return Restore(behaviour, Option(call, "--images-dir"));
            default:
                return 64;
        }
    }

    private static int Dump(string behaviour, string images)
    {
        File.WriteAllText(Path.Combine(images, "inventory.img"), "half an image");
        File.WriteAllText(Path.Combine(images, "dump.log"), behaviour switch
        {
            "disk-full" => "(00.1) Error (criu/image.c:12): Can't write: No space left on device\n(00.2) Error (criu/cr-dump.c:99): Dumping FAILED.\n",
            "fails" => "(00.1) Error (criu/sk-inet.c:5): Connected TCP socket, consider using --tcp-established\n(00.2) Error (criu/cr-dump.c:99): Dumping FAILED.\n",
            "passcred" => "(00.1) Error (criu/sockets.c:400): Can't get 1:16 socket opt: Operation not supported\n(00.2) Error (criu/cr-dump.c:99): Dumping FAILED.\n",
            "no-lock" => "(00.1) Error (criu/netfilter.c:90): Locking network failed: iptables-restore returned 255\n(00.2) Error (criu/cr-dump.c:99): Dumping FAILED.\n",
            _ => "(00.1) Error (criu/util.c:1): Can't setup RLIMIT_NOFILE for self\n",
        });
        return behaviour == "hangs" ? Streams.Hang() : behaviour is "disk-full" or "fails" or "passcred" or "no-lock" ? 1 : 0;
    }

    private static int Restore(string behaviour, string images)
    {
        File.WriteAllText(Path.Combine(images, "restore.log"), behaviour switch
        {
            "missing-library" => "(00.1)     7: Error (criu/files-reg.c:2210): Can't open file usr/lib/libfoo.so.1 on restore: No such file or directory\n",
            "pid-taken" => "(00.1) Error (criu/cr-restore.c:1223): Can't fork for 7: File exists\n",
            "disk-full" => "(00.1) Error (criu/pagemap.c:1): No space left on device\n",
            "terminal" => "(00.1) Error (criu/tty.c:3): tty: Unable to open dev/pts/ptmx with specified index 56\n",
            "half" => "(00.1) Error (criu/image.c:3): Unable to open pstree.img: No such file or directory\n",
            _ => "",
        });
        return behaviour == "hangs" ? Streams.Hang() : behaviour is "fine" or "nothing" ? 0 : 1;
    }

    private static string Option(string[] call, string name) => call[Array.IndexOf(call, name) + 1];

    private static int Fail(string text)
    {
        Console.Error.WriteLine(text);
        return 1;
    }
}
