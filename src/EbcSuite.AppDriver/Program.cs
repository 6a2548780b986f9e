using EbcSuite.AppDriver;
using EbcSuite.AppDriver.Enrolment;
using EbcSuite.Hosting;
using EbcSuite.Messaging.Sockets;
using Microsoft.Extensions.DependencyInjection;

return await new DaemonHost<AppDriverOptions>("appdrv", "starts, checkpoints, moves and restarts applications on this node, as the front-end tells it.")
    .RunAsync(args, static (services, options) => services
        .AddSingleton<NodeEnrolment>()
        .AddAppDriver(
            options,
            provider => BrokerLink.Dial(provider, options, options.Broker),
            provider => BrokerLink.Dial(provider, options, options.BulkBroker, ThreadNiceness.OfImages)));
