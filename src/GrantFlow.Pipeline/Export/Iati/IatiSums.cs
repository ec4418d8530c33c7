using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Export.Iati;

/// <summary>What is added up into one transaction.</summary>
/// <param name="Line">The funding line.</param>
/// <param name="Month">The month of posting.</param>
/// <param name="Country">Where the money goes; null where that is not known or withheld.</param>
/// <param name="Type">What moved.</param>
/// <param name="Currency">Of the sum.</param>
internal sealed record IatiGroup(FundingLineId Line, AccountingPeriod Month, CountryCode? Country, IatiType Type, Currency Currency);

/// <summary>
/// Adds the ledger up. A sum of fewer than <see cref="LeastGrants"/> grants could be read as one person's: such sums of several countries are put together without a country, and what is then still too
/// few is left out. Memory follows the number of sums: of each, no more grants are remembered than are needed to tell that there are enough.
/// </summary>
internal sealed class IatiSums(Catalogue catalogue)
{
    /// <summary>The fewest grants that a published sum is made of.</summary>
    public const int LeastGrants = 5;

    private readonly Dictionary<IatiGroup, Sum> _sums = [];

    /// <summary>Adds an entry to the sums it belongs to.</summary>
    public void Add(PostedEntry entry)
    {
        // The funding line's own: what funders agreed to is no promise to people. What the rules say is published with its own day, so that only amendments are taken from the ledger.
        if (entry.Kind is EntryKind.Agreement or EntryKind.TopUp or EntryKind.Reduction)
        {
            if (entry.Kind != EntryKind.Agreement && !IsSealed(entry.Programme))
            {
                AddAmendment(entry);
            }

            return;
        }

        var country = CountryOf(entry);
        foreach (var posting in entry.Postings)
        {
            var into = posting.Side == Side.Debit ? posting.Amount : -posting.Amount;
            var (type, amount) = (posting.Account, posting.Side) switch
            {
                (Account.Available, _) => (IatiType.OutgoingCommitment, -into),
                (Account.SpentInKind, _) => (IatiType.Disbursement, into),
                (Account.SpentCash, Side.Debit) => (IatiType.Expenditure, into),
                (Account.SpentCash, Side.Credit) => (IatiType.Reimbursement, into),
                (Account.ExchangeDifference, _) => (IatiType.Expenditure, into),
                _ => (default, into),
            };
            if (type != default)
            {
                Of(new(entry.FundingLine, AccountingPeriod.Of(entry.PostedOn), country, type, posting.Amount.Currency)).Add(amount, entry.Grant);
            }
        }
    }

    /// <summary>What may be published, in order.</summary>
    public IReadOnlyList<(IatiGroup Group, Money Amount)> Published()
    {
        foreach (var (small, sum) in _sums.Where(one => one.Key.Country is not null && one.Value.IsSmall).ToList())
        {
            _sums.Remove(small);
            Of(small with { Country = null }).Add(sum);
        }

        return
        [
            .. _sums.Where(one => !one.Value.IsSmall && !one.Value.Amount.IsZero)
                .OrderBy(one => one.Key.Line.Value, StringComparer.Ordinal).ThenBy(one => one.Key.Month).ThenBy(one => one.Key.Type)
                .ThenBy(one => one.Key.Country?.Value ?? "~", StringComparer.Ordinal).ThenBy(one => one.Key.Currency.ToString(), StringComparer.Ordinal)
                .Select(one => (one.Key, one.Value.Amount)),
        ];
    }

    /// <summary>The office's country, or else the only one the programme leads to. Where identities are sealed, none: a country would narrow down who it is.</summary>
    private CountryCode? CountryOf(PostedEntry entry) =>
        catalogue.Versions.GetValueOrDefault(entry.Programme) is not { } versions || IsSealed(entry.Programme) ? null
        : entry.Office is { } office && catalogue.Find(office) is { } known ? known.Country
        : versions[^1].Destinations is { Count: 1 } destinations ? destinations.Single()
        : null;

    private bool IsSealed(ProgrammeId programme) => catalogue.Versions.GetValueOrDefault(programme) is not { } versions || versions.Any(version => version.Sealed);

    private void AddAmendment(PostedEntry entry)
    {
        foreach (var posting in entry.Postings.Where(posting => posting.Account == Account.Agreed))
        {
            Of(new(entry.FundingLine, AccountingPeriod.Of(entry.PostedOn), null, IatiType.IncomingCommitment, posting.Amount.Currency)).Add(posting.Side == Side.Credit ? posting.Amount : -posting.Amount, null);
        }
    }

    private Sum Of(IatiGroup group) => _sums.TryGetValue(group, out var sum) ? sum : _sums[group] = new Sum(group.Currency);

    private sealed class Sum(Currency currency)
    {
        private readonly HashSet<GrantId> _grants = [];

        public Money Amount { get; private set; } = Money.Zero(currency);

        /// <summary>A sum without any grant is the funding line's own.</summary>
        public bool IsSmall => _grants.Count is > 0 and < LeastGrants;

        public void Add(Money amount, GrantId? grant)
        {
            Amount += amount;
            if (grant is { } one && _grants.Count < LeastGrants)
            {
                _grants.Add(one);
            }
        }

        public void Add(Sum other)
        {
            Amount += other.Amount;
            foreach (var grant in other._grants)
            {
                _grants.Add(grant);
            }
        }
    }
}
