namespace GrantFlow.Simulator.Wallets;

/// <summary>One request in the provider's book. Changed under the book's lock only.</summary>
internal sealed class WalletPayment(string correlation, TransactionRequest request, string wallet, WalletScript script, string server, string reference, Uri? callback, DateTimeOffset at)
{
    private int _questions;
    private bool _seen;

    public string Correlation => correlation;

    public string Server => server;

    public string Reference => reference;

    public WalletScript Script => script;

    public Uri? Callback => callback;

    public string Status { get; private set; } = "pending";

    public bool IsPaid => Status == "completed";

    public TransactionRequest Request => request;

    /// <summary>Somebody asks how it stands: that is what brings the scripted end about.</summary>
    public void Ask()
    {
        if (Status == "pending" && ++_questions >= script.EndsAtQuestion)
        {
            End();
        }
    }

    /// <summary>Comes to its scripted end; again, nothing happens.</summary>
    public void End()
    {
        if (Status == "pending" && script.EndsAtQuestion != int.MaxValue)
        {
            Status = script.Fails is null ? "completed" : "failed";
        }
    }

    /// <summary>Somebody reads the payment. True when it is to be sent back from now on.</summary>
    public bool Read()
    {
        var first = !_seen && IsPaid;
        _seen |= IsPaid;
        return first && script.IsReversed;
    }

    public void Reverse() => Status = "reversed";

    public RequestState State(int pollLimit) => new(
        server,
        Status switch { "pending" => "pending", "failed" => "failed", _ => "completed" },
        callback is null ? "polling" : "callback",
        Status is "pending" or "failed" ? null : reference,
        pollLimit,
        Status == "failed" ? script.Fails : null);

    public TransactionObject Transaction() => new(
        reference, request.RequestingOrganisationTransactionReference ?? "", [new("msisdn", wallet)], "disbursement", Status, script.WrongAmount ? More(request.Amount!) : request.Amount!, request.Currency!, at);

    private static string More(string amount) => amount[..^1] + (char)(amount[^1] == '9' ? '8' : amount[^1] + 1);
}
