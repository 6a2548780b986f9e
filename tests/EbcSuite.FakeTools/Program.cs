using EbcSuite.FakeTools;

// fake-tool MODE [ARGUMENTS…]: a small real program for tests of what runs tools.
return args switch
{
    ["exit", var code] => int.Parse(code),
    ["echo", .. var words] => Streams.Echo(words),
    ["environment"] => Streams.Environment(),
    ["flood", var bytes] => Streams.Flood(int.Parse(bytes)),
    ["hang"] => Streams.Hang(),
    ["hold"] => Streams.LeaveChildWithThePipe(),
    ["criu", var behaviour, .. var call] => FakeCriu.Run(behaviour, call),
    _ => 64,
};
