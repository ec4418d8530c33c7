namespace GrantFlow.Pipeline.Payouts.MobileMoney.Api;

/// <summary>What the provider answers, as far as it matters to a payment.</summary>
internal abstract record WalletReply
{
    private WalletReply()
    {
    }

    /// <summary>Taken on; the end is not known yet.</summary>
    /// <param name="Server">Under which id it can be asked after; null where that is not said again.</param>
    public sealed record Pending(string? Server) : WalletReply;

    /// <summary>There is a payment.</summary>
    public sealed record Done(Transaction Transaction) : WalletReply;

    /// <summary>Not paid, and never will be.</summary>
    /// <param name="Reason">ISO 20022 external status reason.</param>
    public sealed record Failed(string Reason) : WalletReply;

    /// <summary>There is nothing by this id.</summary>
    public sealed record NotKnown : WalletReply;

    /// <summary>The correlation id was taken on before.</summary>
    public sealed record Duplicate : WalletReply;

    /// <summary>Nothing was taken on now.</summary>
    public sealed record Away(string Why, TimeSpan For) : WalletReply;

    /// <summary>Nobody can say whether it was taken on.</summary>
    public sealed record Unclear(string Why) : WalletReply;
}
