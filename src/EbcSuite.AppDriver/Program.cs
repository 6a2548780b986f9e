using EbcSuite.AppDriver;
using EbcSuite.Hosting;
using EbcSuite.Messaging.Sockets;

return await new DaemonHost<AppDriverOptions>("appdrv", "starts, checkpoints, moves and restarts applications on this node, as the front-end tells it.")
    .RunAsync(args, static (services, options) => services.AddAppDriver(
        options,
        provider => BrokerLink.Dial(provider, options, options.Broker),
        provider => BrokerLink.Dial(provider, options, options.BulkBroker, ThreadNiceness.OfImages)));
