namespace GrantFlow.Domain.Programmes;

/// <summary>What one benefit line delivers. Everything but cash is in kind.</summary>
public enum LineKind
{
    Cash,
    Goods,
    Service,
    Training,
    JobPlacement,
    BusinessStartUp,
    WageSubsidy,
    TransitAssistance,
    TravelAssistance,
    Referral,
}

public static class LineKinds
{
    public static bool IsInKind(this LineKind kind) => kind != LineKind.Cash;
}
