using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Support;

/// <summary>A batch for a bank, and finance around it.</summary>
internal static class Batching
{
    public static readonly Actor Drafter = new(ActorId.Parse("fadi"), Role.Finance);
    public static readonly Actor First = People.Finance;
    public static readonly Actor Second = new(ActorId.Parse("femi"), Role.Finance);

    /// <summary>One signs up to EUR 1,000.00.</summary>
    public static readonly BatchRules Rules = new(new Dictionary<Currency, Money> { [Currency.Eur] = World.Eur(1000) });

    public static readonly PaymentBatch Draft = new()
    {
        Id = BatchId.Derive("test", "batch"),
        FundingLine = FundingLineId.For(World.Strict, "grants"),
        Kind = RouteKind.BankAccount,
        Currency = Currency.Eur,
        PayCurrency = Currency.Eur,
        Maximum = PaymentBatch.MostLines,
        Drafter = Drafter.Id,
        DraftedAt = World.Now.Now,
        Lines = 2,
    };

    /// <summary>The first of two signatures is there.</summary>
    public static readonly PaymentBatch Signed = Draft with { Signatures = [new(First.Id, World.Now.Now)] };

    public static readonly PaymentBatch Released = Draft with { State = BatchState.Released, Signatures = [new(First.Id, World.Now.Now), new(Second.Id, World.Now.Now)] };

    public static BatchLine Line(int number, BatchLineState state = BatchLineState.Gathered) => new(
        PaymentId.For(Ask.Grant, new(number)), 1, PersonId.Derive("test", "person"), CountryCode.Parse("IQ"), World.Eur(1500), World.Eur(1500), state);

    public static BatchTally Tally(params IEnumerable<BatchLineState> states) => states.Aggregate(BatchTally.Empty, (tally, state) => tally.With(Line(1, state)));

    public static BatchDecision Sign(PaymentBatch batch, Actor by, BatchTally? tally = null, Decision? obstacles = null, BatchDecision.Refused? rate = null) => batch.Release(
        by, tally ?? Tally(BatchLineState.Gathered, BatchLineState.Gathered), obstacles is Decision.Refused one ? [new(Line(1).Payment, one.Code, one.Why)] : [], rate, Rules, World.Today, World.Now.Now);

    /// <summary>What is decided, as a grant's decision is told.</summary>
    public static Decision Decide(PaymentBatch? batch, Func<PaymentBatch, BatchDecision> step) => batch switch
    {
        null => new Decision.Refused(RefusalCode.BatchNotFound, BatchSteps.NotFound(Draft.Id).Why),
        _ when step(batch) is BatchDecision.Refused refused => new Decision.Refused(refused.Code, refused.Why),
        _ => new Decision.Refused(default, "It was accepted."),
    };
}
