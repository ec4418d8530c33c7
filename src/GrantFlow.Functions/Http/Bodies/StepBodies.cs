using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>Nothing to say beyond the request itself.</summary>
internal sealed record NoBody : IChecked
{
    public IEnumerable<FieldError> Check() => [];
}

/// <summary>A reason in plain words; no personal data.</summary>
internal sealed record ReasonBody(string Reason) : IChecked
{
    public IEnumerable<FieldError> Check() => Doors.Check.Text("reason", Reason);
}

/// <summary>A reason that may be left out.</summary>
internal sealed record OptionalReasonBody(string? Reason = null) : IChecked
{
    public IEnumerable<FieldError> Check() => Doors.Check.Optional("reason", Reason);
}

/// <summary>An approval; the funding line may be named, and must then be the one that pays.</summary>
internal sealed record ApprovalBody(Money Amount, string? Note = null, FundingLineId? FundingLine = null) : IChecked
{
    public IEnumerable<FieldError> Check() => Doors.Check.Optional("note", Note);
}

/// <summary>A decision on a likely duplicate.</summary>
internal sealed record AdjudicationBody(bool SamePerson, string Reason) : IChecked
{
    public IEnumerable<FieldError> Check() => Doors.Check.Text("reason", Reason);
}

/// <summary>A referral to the agency that is competent for protection; without consent nothing is handed over.</summary>
internal sealed record ReferralBody(string Agency, string Reason, ConsentBody? Consent = null) : IChecked
{
    public IEnumerable<FieldError> Check() => [.. Doors.Check.Text("agency", Agency, 100), .. Doors.Check.Text("reason", Reason), .. Doors.Check.Within("consent", Consent)];
}

/// <summary>What a person said about their data being handed to somebody else.</summary>
internal sealed record ConsentBody(bool Given, LanguageCode Language, DateOnly On) : IChecked
{
    public IEnumerable<FieldError> Check() => Doors.Check.Day("on", On);

    public Consent ToConsent() => new(Given, Language, On);
}

/// <summary>A confirmed departure.</summary>
internal sealed record DepartureBody(DateOnly DepartedOn, string? Note = null) : IChecked
{
    public IEnumerable<FieldError> Check() => [.. Doors.Check.Day("departedOn", DepartedOn), .. Doors.Check.Optional("note", Note, 200)];
}

/// <summary>A decision on an appeal.</summary>
internal sealed record AppealDecisionBody(bool Allowed, string Reason) : IChecked
{
    public IEnumerable<FieldError> Check() => Doors.Check.Text("reason", Reason);
}

/// <summary>What the country office confirmed, with the arrival where the programme asks for it; a route given here takes the place of the one on file.</summary>
internal sealed record VerificationBody(bool IdentityConfirmed, bool RouteConfirmed, DateOnly? ArrivedOn = null, RouteBody? Route = null) : IChecked
{
    public IEnumerable<FieldError> Check() => [.. ArrivedOn is { } day ? Doors.Check.Day("arrivedOn", day) : [], .. Doors.Check.Within("route", Route)];
}

/// <summary>The split; a route given here takes the place of the one on file.</summary>
internal sealed record SplitBody(IReadOnlyList<SplitLineBody?> Lines, RouteBody? Route = null) : IChecked
{
    public const int MaxLines = 20;

    public IEnumerable<FieldError> Check() => Lines.Count is < 1 or > MaxLines
        ? [new FieldError("lines", $"1 to {MaxLines} lines are needed.")]
        : Lines.SelectMany((line, at) => line is null
            ? [new FieldError($"lines[{at}]", "A line is needed, not null.")]
            : Doors.Check.Within($"lines[{at}]", line))
            .Concat(Doors.Check.Within("route", Route));

    public IReadOnlyList<SplitPart> ToParts() => [.. Lines.Select(line => line!.ToPart())];
}

/// <summary>One line of the split: cash alone, anything else with item and supplier; from a package or the item catalogue where the programme has them.</summary>
internal sealed record SplitLineBody(
    LineKind Kind, Money Amount, string? Item = null, string? Supplier = null, string? Package = null, string? ItemCode = null, int? Quantity = null, SupplierId? SupplierId = null, string? PurchaseOrder = null) : IChecked
{
    public const int MostOfOne = 9999;

    public IEnumerable<FieldError> Check() => [.. Doors.Check.Optional("package", Package, 40), .. Kind.IsInKind() ? InKind() : OfCash()];

    public SplitPart ToPart() => new(Kind, Amount, Item, Supplier) { Package = Package, ItemCode = ItemCode, Quantity = Quantity, SupplierId = SupplierId, PurchaseOrder = PurchaseOrder };

    private IEnumerable<FieldError> InKind() =>
    [
        .. Doors.Check.Text("item", Item, 200),
        .. SupplierId is null ? Doors.Check.Text("supplier", Supplier, 100) : Doors.Check.Optional("supplier", Supplier, 100),
        .. Doors.Check.Optional("itemCode", ItemCode, 40),
        .. Count("quantity", Quantity),
        .. Doors.Check.Optional("purchaseOrder", PurchaseOrder, 100),
    ];

    private IEnumerable<FieldError> OfCash() =>
        new (string Field, object? Value)[] { ("item", Item), ("supplier", Supplier), ("itemCode", ItemCode), ("quantity", Quantity), ("supplierId", SupplierId), ("purchaseOrder", PurchaseOrder) }
            .Where(one => one.Value is not null)
            .Select(one => new FieldError(one.Field, $"Cash has no {(one.Field switch { "itemCode" => "item", "supplierId" => "supplier", "purchaseOrder" => "purchase order", var name => name })}."));

    internal static IEnumerable<FieldError> Count(string field, int? value) =>
        value is null or (>= 1 and <= MostOfOne) ? [] : [new FieldError(field, $"A whole number from 1 to {MostOfOne} is needed.")];
}

/// <summary>What arrived of a line.</summary>
internal sealed record DeliveredPartBody(Money Amount, int? Quantity = null) : IChecked
{
    public IEnumerable<FieldError> Check() => SplitLineBody.Count("quantity", Quantity);

    public DeliveredPart ToPart() => new(Amount, Quantity);
}

/// <summary>What was handed over, and what proves it.</summary>
internal sealed record DeliveryBody(DateOnly DeliveredOn, string Reference, string? Sha256 = null, bool Accepted = true, DeliveredPartBody? Part = null) : IChecked
{
    public IEnumerable<FieldError> Check()
    {
        IEnumerable<FieldError> errors = [.. Doors.Check.Day("deliveredOn", DeliveredOn), .. Doors.Check.Text("reference", Reference, 100), .. Doors.Check.Within("part", Part)];
        return Sha256 is null || (Sha256.Length == 64 && Sha256.All(char.IsAsciiHexDigitLower))
            ? errors
            : errors.Append(new FieldError("sha256", "64 lower-case hex digits are needed."));
    }

    public Evidence ToEvidence() => new(Reference, Sha256, DeliveredOn);
}

/// <summary>From whom a disputed line is ordered again; the same supplier when left out.</summary>
internal sealed record ReorderBody(string? Supplier = null, SupplierId? SupplierId = null, string? PurchaseOrder = null) : IChecked
{
    public IEnumerable<FieldError> Check() => [.. Doors.Check.Optional("supplier", Supplier, 100), .. Doors.Check.Optional("purchaseOrder", PurchaseOrder, 100)];
}

/// <summary>The supplier's invoice: its number, and what it is over; and why a file may prove this delivery and another.</summary>
internal sealed record SettlementBody(string Invoice, Money Amount, string? Acknowledged = null) : IChecked
{
    public IEnumerable<FieldError> Check() =>
    [
        .. Doors.Check.Text("invoice", Invoice, 100),
        .. string.IsNullOrWhiteSpace(Invoice) || Invoice.Any(char.IsLetterOrDigit) ? [] : new[] { new FieldError("invoice", "An invoice number has letters or digits.") },
        .. Doors.Check.Optional("acknowledged", Acknowledged),
    ];
}
