using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Approval;

/// <summary>The days between declaration and approval in which the person can think again.</summary>
internal static class CoolingOff
{
    public static IEnumerable<Decision.Refused> Check(Application application, Programme? programme, DateOnly today)
    {
        if (programme?.CoolingOffDays is { } days && application.Declaration?.SignedOn is { } signedOn && today < signedOn.AddDays(days))
        {
            yield return new(RefusalCode.CoolingOff, $"The person signed on {signedOn:yyyy-MM-dd} and has {days} days to think again. Approve on {signedOn.AddDays(days):yyyy-MM-dd} or later.");
        }
    }
}
