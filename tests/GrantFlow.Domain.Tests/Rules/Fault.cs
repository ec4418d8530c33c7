using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Rules;

/// <summary>A command about to be decided, with all that the decision looks at.</summary>
internal sealed record Attempt(Grant? Grant, GrantCommand Command, DecisionContext Context)
{
    public Decision Decide() => GrantDecider.Decide(Grant, Command, Context);
}

/// <summary>One thing to get wrong about an attempt that would otherwise be accepted.</summary>
/// <param name="Code">The refusal it earns when nothing else is wrong.</param>
/// <param name="Make">Gets it wrong.</param>
internal sealed record Fault(RefusalCode Code, Func<Attempt, Attempt> Make)
{
    private static readonly Money Dollars = new(500_00, Currency.Parse("USD"));

    public static Fault WrongRole { get; } = Ask(RefusalCode.WrongRole, (GrantCommand command) => command with { Actor = command.Actor with { Role = Role.Auditor } });

    public static Fault OtherOffice { get; } = Ask(RefusalCode.OtherOffice, (GrantCommand command) => command with { Actor = command.Actor with { Office = Tirana } });

    public static Fault WrongState { get; } = Of(RefusalCode.WrongState, grant => grant with { State = GrantState.Closed });

    public static Fault OwnSubmission { get; } = new(RefusalCode.OwnSubmission, attempt => attempt with { Grant = attempt.Grant! with { Submitters = attempt.Grant!.Submitters.Add(attempt.Command.Actor.Id) } });

    /// <summary>Everything that can be wrong with an application under <see cref="World.Strict"/>.</summary>
    public static IReadOnlyList<Fault> Applications(Func<GrantCommand, Application> read, Func<GrantCommand, Application, GrantCommand> write)
    {
        return
        [
            new(RefusalCode.OutsideWindow, LateApplication),
            Field(RefusalCode.HostNotCovered, application => application with { Host = Albania }),
            Field(RefusalCode.DestinationNotCovered, application => application with { Destination = France }),
            Field(RefusalCode.NationalityNotCovered, application => application with { Nationality = Albania }),
            Field(RefusalCode.CategoryNotCovered, application => application with { Category = BeneficiaryCategory.VictimOfTrafficking }),
            Field(RefusalCode.DeclarationInvalid, application => application with { Declaration = application.Declaration! with { SignedOn = new(2027, 1, 1) } }),
            Field(RefusalCode.GuardianMissing, application => application with { Child = new("file-11", " ") }),
            Field(RefusalCode.ReferralNotCovered, application => application with { Referral = new(Shielded, Agreed) }),
            Field(RefusalCode.ServesNotCovered, application => application with { Serves = Support.Ask.Other }),
            Field(RefusalCode.ReturnDateMissing, application => application with { ReturnOn = null }),
            .. Amounts((attempt, amount) => attempt with { Command = write(attempt.Command, read(attempt.Command) with { Requested = amount }) }),
        ];

        Fault Field(RefusalCode code, Func<Application, Application> change) =>
            new(code, attempt => attempt with { Command = write(attempt.Command, change(read(attempt.Command))) });
    }

    /// <summary>Everything that can be wrong with an amount under <see cref="World.Strict"/>.</summary>
    public static IReadOnlyList<Fault> Amounts(Func<Attempt, Money, Attempt> write) =>
    [
        new(RefusalCode.WrongCurrency, attempt => write(attempt, Dollars)),
        new(RefusalCode.AmountNotPositive, attempt => write(attempt, Eur(-1))),
        new(RefusalCode.OverSystemCeiling, attempt => write(attempt, Eur(2000, 1))),
        new(RefusalCode.OverProgrammeCeiling, attempt => write(attempt, Eur(1200, 1))),
    ];

    public static Fault Of(RefusalCode code, Func<Grant, Grant> change) => new(code, attempt => attempt with { Grant = change(attempt.Grant!) });

    public static Fault Ask<TCommand>(RefusalCode code, Func<TCommand, GrantCommand> change)
        where TCommand : GrantCommand =>
        new(code, attempt => attempt with { Command = change((TCommand)attempt.Command) });

    /// <summary>An application counts on the day it was first handed in.</summary>
    private static Attempt LateApplication(Attempt attempt) => attempt with
    {
        Context = On(new(2026, 12, 1)),
        Grant = attempt.Grant is { } grant ? grant with { SubmittedAt = On(new(2026, 12, 1)).Now } : null,
    };
}
