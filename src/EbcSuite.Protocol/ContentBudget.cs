namespace EbcSuite.Protocol;

/// <summary>Counts the bytes of names and values of one notification or filter against <see cref="ProtocolLimits.ContentBytes"/>.</summary>
internal struct ContentBudget
{
    private int _spent;

    /// <exception cref="ProtocolException">OverLimit.</exception>
    public void Spend(int bytes)
    {
        if (bytes > ProtocolLimits.ContentBytes - _spent)
        {
            throw new ProtocolException(
                ProtocolFault.OverLimit, $"Names and values of more than {ProtocolLimits.ContentBytes} bytes together.");
        }

        _spent += bytes;
    }
}
