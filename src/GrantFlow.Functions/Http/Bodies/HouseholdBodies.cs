using GrantFlow.Domain.Households;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>A family as intake sends it: what they share, and each member.</summary>
internal sealed record HouseholdBody(
    ProgrammeId Programme,
    OfficeId Office,
    CountryCode Host,
    CountryCode Destination,
    IReadOnlyList<MemberBody?> Members,
    DeclarationBody? Declaration = null,
    RouteBody? Route = null,
    DateOnly? ReturnOn = null) : IChecked
{
    public IEnumerable<FieldError> Check() => Members.Count is < 1 or > Household.MostMembers
        ? [new FieldError("members", $"{Household.FewestMembers} to {Household.MostMembers} members are needed.")]
        : Members.SelectMany((member, at) => member is null
            ? [new FieldError($"members[{at}]", "A member is needed, not null.")]
            : Doors.Check.Within($"members[{at}]", member))
            .Concat(Doors.Check.Within("declaration", Declaration))
            .Concat(Doors.Check.Within("route", Route))
            .Concat(Doors.Check.Day("returnOn", ReturnOn));

    /// <summary>Each member's application, as if handed in alone.</summary>
    public IReadOnlyList<ApplicationBody> ToApplications(DateOnly today)
    {
        var adult = Members.Any(member => member!.HouseholdRole == HouseholdRole.Principal && !member.Person.IsUnderAge(today));
        return [.. Members.Select(member => new ApplicationBody(
            Programme, Office, Host, Destination, member!.Category, member.Amount, member.Person, member.Declaration ?? Declaration, member.Nationality,
            member.HouseholdRole, member.UnaccompaniedChild, member.Route ?? RouteFor(member, adult, today), ReturnOn, member.Vulnerable))];
    }

    /// <summary>The family's account is its adult principal's: for a child it is the guardian's.</summary>
    private RouteBody? RouteFor(MemberBody member, bool adult, DateOnly today) =>
        adult && member.Person.IsUnderAge(today) && Route is not null ? Route with { Payee = Domain.Lifecycle.Payee.Guardian } : Route;
}

/// <summary>One of a family; a declaration or route of their own takes the place of the family's.</summary>
internal sealed record MemberBody(
    HouseholdRole HouseholdRole,
    PersonBody Person,
    BeneficiaryCategory Category,
    Money Amount,
    CountryCode? Nationality = null,
    bool Vulnerable = false,
    DeclarationBody? Declaration = null,
    ChildBody? UnaccompaniedChild = null,
    RouteBody? Route = null) : IChecked
{
    public IEnumerable<FieldError> Check() =>
    [
        .. Doors.Check.Within("person", Person),
        .. Doors.Check.Within("declaration", Declaration),
        .. Doors.Check.Within("unaccompaniedChild", UnaccompaniedChild),
        .. Doors.Check.Within("route", Route),
        .. Person.BirthDate > Declaration?.SignedOn ? [new("person.birthDate", "The declaration was signed before this day.")] : Array.Empty<FieldError>(),
    ];
}

/// <summary>One approval for a family; amounts for those who get something else than was asked for.</summary>
internal sealed record HouseholdApprovalBody(string? Note = null, IReadOnlyList<MemberAmountBody?>? Amounts = null) : IChecked
{
    public IEnumerable<FieldError> Check()
    {
        IEnumerable<FieldError> errors = Doors.Check.Optional("note", Note);
        var amounts = Amounts ?? [];
        if (amounts.Count > Household.MostMembers)
        {
            return errors.Append(new FieldError("amounts", $"At most {Household.MostMembers} amounts, one for each member."));
        }

        errors = errors.Concat(amounts.Select((one, at) => (one, at)).Where(one => one.one is null).Select(one => new FieldError($"amounts[{one.at}]", "A grant and an amount are needed, not null.")));
        return amounts.Where(one => one is not null).GroupBy(one => one!.Grant).Any(group => group.Count() > 1)
            ? errors.Append(new FieldError("amounts", "A grant is given twice."))
            : errors;
    }

    public IReadOnlyList<MemberAmount> ToAmounts() => [.. (Amounts ?? []).Select(one => new MemberAmount(one!.Grant, one.Amount))];
}

/// <summary>What one member gets.</summary>
internal sealed record MemberAmountBody(GrantId Grant, Money Amount);

/// <summary>Why a member is split off, and for a child what protects them from then on.</summary>
internal sealed record HouseholdExitBody(string Reason, ChildBody? UnaccompaniedChild = null) : IChecked
{
    public IEnumerable<FieldError> Check() => [.. Doors.Check.Text("reason", Reason), .. Doors.Check.Within("unaccompaniedChild", UnaccompaniedChild)];
}
