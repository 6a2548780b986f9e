namespace EbcSuite.Cli.Help;

/// <summary>What <c>--help</c> shows of each command in use; each line is parsed by a test.</summary>
public static class Examples
{
    /// <param name="command">The command's words, such as <c>token create</c>; empty for <c>ebc</c> itself.</param>
    public static string[] Of(string command) => command switch
    {
        "" => ["ebc nodes", "ebc start heat --node vm-a1 -- mpirun -n 4 /opt/solver/heat", "ebc migrate heat --to vm-b1"],
        "nodes" => ["ebc nodes", "ebc nodes --json"],
        "drivers" => ["ebc drivers vm-a1", "ebc drivers vm-a1 --json"],
        "apps" => ["ebc apps", "ebc apps --json --timeout 3"],
        "status" => ["ebc status", "ebc status appdrv --json", "ebc status --all"],
        "start" =>
        [
            "ebc start heat --node vm-a1 -- mpirun -n 4 /opt/solver/heat",
            "ebc start count --node vm-a1 --driver criu --env STEP=5 -- /usr/bin/python3 count.py",
            "ebc start train --node vm-a1 --commands train.json -- /usr/bin/python3 train.py",
        ],
        "stop" => ["ebc stop heat", "ebc stop heat --grace 30s --remove-files"],
        "migrate" => ["ebc migrate heat --to vm-b1", "ebc migrate heat --to vm-b1 --timeout 20m --json"],
        "checkpoint" => ["ebc checkpoint heat"],
        "restart" => ["ebc restart heat --image 4f1d2c3b5a697887 --to vm-a1"],
        "events" =>
        [
            "ebc events",
            "ebc events 'event = \"application_state\" and state = \"finished\"' --count 1",
            "ebc events 'event in (\"node_up\", \"node_dead\")' --json",
        ],
        "publish" => ["ebc publish event=hello number=12 ratio=0.5 urgent=true text='\"12\"'"],
        "keygen" => ["ebc keygen vm-a1", "ebc keygen operator --directory /etc/ebc/keys"],
        "allow" =>
        [
            "ebc allow vm-a1 --role node --public-key vm-a1.pub --file /etc/ebc/allowed.keys",
            "ebc allow broker-a --role peer --public-key broker-a.pub --file /etc/ebc/allowed.keys",
        ],
        "token" => ["ebc token create --node vm-a3", "ebc token list"],
        "token create" =>
        [
            "ebc token create --node vm-a3",
            "ebc token create --node-prefix vm-a --expires 7d --json",
            "ebc token create --expires 30m --file /etc/ebc/tokens",
        ],
        "token list" => ["ebc token list", "ebc token list --json"],
        "token revoke" => ["ebc token revoke 1f0c9a3e"],
        _ => [],
    };
}
