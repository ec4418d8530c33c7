using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Verification;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>What somebody asks at the door: a command, and what has to be in the vault before it is handled.</summary>
internal sealed record Ask(GrantCommand Command, Func<IPersonVault, Task>? Prepare = null)
{
    /// <summary>The command's message, as the gate sends it.</summary>
    public string Text => MessageText.Write(Command.Id.Value, Command.Id.Value, Command.Id.Grant, DateTimeOffset.UnixEpoch, Command);
}

/// <summary>One person's grant and everything that can be asked of it, by the right people unless said otherwise.</summary>
/// <param name="Name">Ids follow from it.</param>
internal sealed record Case(string Name)
{
    public ProgrammeId Programme { get; init; } = World.Calais;

    public Money Requested { get; init; } = World.Eur(2_000);

    public PersonalData Who { get; init; } = new($"Family{Name}", $"Given{Name}", new DateOnly(1990, 4, 1), $"DOC{Name}", World.Iraq);

    /// <summary>Its last four characters say how the sandbox pays.</summary>
    public string Account { get; init; } = "IQ67NBIQ850123450004711";

    /// <summary>How its cash travels.</summary>
    public RouteKind Kind { get; init; } = RouteKind.BankAccount;

    /// <summary>Where the account is.</summary>
    public CountryCode PaidIn { get; init; } = World.Iraq;

    /// <summary>What is particular about its application.</summary>
    public Func<Application, Application>? With { get; init; }

    public DateOnly ReturnOn { get; init; } = new(2026, 1, 4);

    public GrantId Grant => GrantId.Derive("tests", Name);

    public PersonId Person => PersonId.Derive("tests", Name);

    public Ask Submit(string key = "submit") => Apply(key, application => new SubmitGrant(Id(key), People.Counsellor, application));

    public Ask Amend(string key = "amend") => Apply(key, application => new AmendGrant(Id(key), People.Counsellor, application));

    public Ask Approve(long euro, string key = "approve", Actor? by = null) => new(new ApproveGrant(Id(key), by ?? People.Officer, World.Eur(euro), null));

    public Ask Reject() => new(new RejectGrant(Id("reject"), People.Officer, "No plan yet."));

    public Ask Return(string key = "return") => new(new ReturnGrant(Id(key), People.Officer, "The plan has no prices."));

    public Ask Appeal() => new(new AppealRejection(Id("appeal"), People.Counsellor, "There is a plan now."));

    public Ask AllowAppeal() => new(new DecideAppeal(Id("allow"), People.OtherOfficer, Allowed: true, "Looked at again."));

    public Ask Adjudicate(bool samePerson) => new(new AdjudicateDuplicate(Id("adjudicate"), People.Officer, samePerson, "Compared both files."));

    public Ask Hold() => new(new HoldGrant(Id("hold"), People.Officer, "The plan is being checked."));

    public Ask Resume() => new(new ResumeGrant(Id("resume"), People.Officer));

    public Ask Refer() => new(new ReferGrant(Id("refer"), People.Officer, "OFPRA", "Asks for protection."));

    public Ask Withdraw() => new(new WithdrawGrant(Id("withdraw"), People.Counsellor, "Wants to stay."));

    public Ask Cancel() => new(new CancelGrant(Id("cancel"), People.Erbil, "Did not arrive."));

    public Ask Verify() => new(new VerifyArrival(Id("verify"), People.Erbil, ReturnOn, IdentityConfirmed: true, RouteConfirmed: true, null));

    public Ask Split(params SplitPart[] parts) => new(new ConfirmSplit(Id("split"), People.Erbil, parts));

    public Ask Plan(long euro, string key = "plan", params SplitPart[] parts) => new(new ChangePlan(Id(key), People.Erbil, World.Eur(euro), parts, null, "Prices have changed."));

    public Ask ApprovePlan(int plan, string key = "approve plan", Actor? by = null) => new(new ApprovePlan(Id(key), by ?? People.OtherOfficer, plan, null));

    public Ask RejectPlan(int plan, string key = "reject plan") => new(new RejectPlan(Id(key), People.OtherOfficer, plan, "The goods are better."));

    public Ask Deliver(int line) => new(new ConfirmDelivery(Id($"deliver {line}"), People.Erbil, new(line), new("note-1", null, ReturnOn), Accepted: true));

    public Ask Dispute(int line) => new(new DisputeDelivery(Id($"dispute {line}"), People.Erbil, new(line), "Came broken."));

    public Ask Reorder(int line) => new(new ReorderLine(Id($"reorder {line}"), People.Erbil, new(line), "another shop"));

    public Ask CallOff(int line) => new(new CallOffLine(Id($"call off {line}"), People.Erbil, new(line), "The shop has closed."));

    public Ask SettleInKind(int line) => new(new SettleInKind(Id($"settle {line}"), People.Finance, new(line), $"invoice {Name}-{line}"));

    public Ask Release(string key = "release") => new(new ReleasePayouts(Id(key), People.Finance));

    /// <summary>Two of finance say the same of a payment.</summary>
    public Ask[] BothSay(int line, int attempt, bool paid) =>
        [.. new[] { People.SecondFinance, People.ThirdFinance }.Select(by => new Ask(new ResolvePayment(Id($"resolve {line} {attempt} {paid} {by.Id}"), by, new(line), attempt, paid, "Asked the provider twice.", "letter-12")))];

    public Ask Close() => new(new CloseGrant(Id("close"), People.Finance));

    /// <summary>Another account for a failed payout.</summary>
    public Ask Reroute(int line, string account)
    {
        var key = $"route-{line}-again";
        return new(
            new ReroutePayout(Id($"reroute {line}"), People.Erbil, new(line), Route(account, key)),
            vault => vault.StoreRoute(Person, key, Details(account), default));
    }

    public static SplitPart Goods(long euro) => new(LineKind.Goods, World.Eur(euro), "sewing machine", "a shop");

    public static SplitPart Cash(long euro) => new(LineKind.Cash, World.Eur(euro), null, null);

    public CommandId Id(string key) => CommandId.Derive(Grant, Name, key);

    private Ask Apply(string key, Func<Application, GrantCommand> make)
    {
        var route = $"route-{key}";
        return new(make(With?.Invoke(Application(route)) ?? Application(route)), vault => Store(vault, route));
    }

    /// <summary>What is asked for.</summary>
    public Application Application(string route) => new(
        Programme, World.Erbil, Person, World.France, World.Iraq, World.Iraq, BeneficiaryCategory.VoluntaryReturnee, HouseholdRole.Principal,
        Requested, new VoluntaryReturnDeclaration(LanguageCode.Parse("ckb"), null, "staff-7", new DateOnly(2026, 1, 2)), null, Route(Account, route), ReturnOn);

    /// <summary>Who it is, and where their cash goes.</summary>
    public async Task Store(IPersonVault vault, string route)
    {
        await vault.StorePerson(Person, Who, default);
        await vault.StoreRoute(Person, route, Details(Account), default);
    }

    private PayoutRoute Route(string account, string key) => new(Kind, PaidIn, "…" + account[^4..], key);

    private RouteDetails Details(string account) => new(account, Who.FamilyName, null) { Town = "Sampletown" };
}
