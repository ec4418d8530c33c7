using System.Security.Cryptography;
using System.Text;

namespace GrantFlow.Simulator.Wallets;

/// <summary>The provider's own book and statement. A correlation id is taken on once, whoever sends it again.</summary>
internal sealed class WalletBook(SimulatorOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WalletPayment> _payments = [];
    private readonly Dictionary<string, int> _tries = [];
    private readonly List<StatementLine> _statement = [];

    /// <summary>How often a request came under this correlation id, this one included.</summary>
    public int Try(string correlation)
    {
        lock (_lock)
        {
            return _tries[correlation] = _tries.GetValueOrDefault(correlation) + 1;
        }
    }

    public WalletScript ScriptFor(string wallet, string correlation) => WalletScript.For(wallet, correlation, options.Seed);

    /// <summary>Takes a request on; null when its correlation id was taken on before.</summary>
    public WalletPayment? TakeOn(string correlation, TransactionRequest request, string wallet, Uri? callback)
    {
        lock (_lock)
        {
            if (_payments.ContainsKey(correlation))
            {
                return null;
            }

            var script = ScriptFor(wallet, correlation);
            var payment = new WalletPayment(correlation, request, wallet, script, Uuid("server", correlation), Uuid("payment", correlation), callback, time.GetUtcNow());
            _payments[correlation] = payment;
            if (script.EndsAtQuestion == 0)
            {
                Change(payment, payment.End);
            }

            return payment;
        }
    }

    public WalletPayment? ByCorrelation(string correlation)
    {
        lock (_lock)
        {
            return _payments.GetValueOrDefault(correlation);
        }
    }

    public WalletPayment? ByServer(string server) => Find(payment => payment.Server == server);

    public WalletPayment? ByReference(string reference) => Find(payment => payment.Reference == reference && payment.Status is not ("pending" or "failed"));

    /// <summary>Changes a payment; what is paid or sent back by that is on the statement.</summary>
    public void Change(WalletPayment payment, Action change)
    {
        lock (_lock)
        {
            var before = payment.Status;
            change();
            if (payment.Status is "completed" or "reversed" && before != payment.Status)
            {
                _statement.Add(new(
                    payment.Reference, payment.Correlation, payment.Request.RequestingOrganisationTransactionReference ?? "", payment.Status == "completed" ? "disbursement" : "reversal",
                    payment.Request.Amount!, payment.Request.Currency!, time.GetUtcNow()));
            }
        }
    }

    public IReadOnlyList<StatementLine> Statement()
    {
        lock (_lock)
        {
            return [.. _statement];
        }
    }

    private WalletPayment? Find(Func<WalletPayment, bool> which)
    {
        lock (_lock)
        {
            return _payments.Values.FirstOrDefault(which);
        }
    }

    /// <summary>Follows from the request, so that a run can be repeated.</summary>
    private static string Uuid(string kind, string correlation) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}|{correlation}")).AsSpan(0, 16), bigEndian: true).ToString("D");
}
