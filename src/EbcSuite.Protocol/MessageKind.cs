namespace EbcSuite.Protocol;

/// <summary>The second element of every frame. The numbers are on the wire and never change.</summary>
public enum MessageKind : byte
{
    Hello = 1,
    Welcome = 2,
    Subscribe = 3,
    Unsubscribe = 4,
    Publish = 5,
    Accepted = 6,
    Refused = 7,
    Deliver = 8,
    Forward = 9,
    Ping = 10,
    Pong = 11,
    Goodbye = 12,
    Enrol = 13,
    Enrolled = 14,
}
