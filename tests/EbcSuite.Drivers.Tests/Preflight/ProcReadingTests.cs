using EbcSuite.Drivers.Preflight;

namespace EbcSuite.Drivers.Tests.Preflight;

[Category("Unit")]
public sealed class ProcReadingTests
{
    [Test]
    public void Mapped_files_are_those_of_the_system_and_not_the_applications_own() => MappedFiles.PathsIn(
        [
            "55d0-55d1 r-xp 00000000 fe:00 12   /usr/bin/heat",
            "7f00-7f01 r--p 00000000 fe:00 13   /usr/lib/with space.so",
            "7f02-7f03 rw-s 00000000 00:01 14   /dev/shm/x (deleted)",
            "7f04-7f05 rw-s 00000000 00:01 15   /memfd:x",
            "7f06-7f07 rw-s 00000000 00:01 16   /v/applications/heat/tmp/sm",
            "7f08-7f09 rw-p 00000000 00:00 0    [heap]",
            "7f0a-7f0b rw-p 00000000 00:00 0 ",
            "7f0c-7f0d rw-s 00000000 00:01 17   /v/applications/heat2/x",
        ],
        "/v/applications/heat").Should().Equal("/usr/bin/heat", "/usr/lib/with space.so", "/v/applications/heat2/x");

    [Test]
    public void Resident_memory_is_what_would_be_dumped() =>
        ResidentMemory.In(["VmRSS:\t  900 kB", "RssAnon:\t     100 kB", "RssFile:\t  700 kB", "RssShmem:\t     20 kB"]).Should().Be(120 * 1024);

    [Test]
    public void Flags_are_the_first_processors_sorted() =>
        Machine.FlagsOf(["processor : 0", "flags\t\t: sse2 avx fpu", "flags : other"]).Should().Equal("avx", "fpu", "sse2");
}
