using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Intake;

/// <summary>What must be on file for a child without a parent or guardian in the case. It holds everywhere: no programme can say otherwise.</summary>
internal static class Guardians
{
    public static IEnumerable<Decision.Refused> Check(Application application)
    {
        if (application.IsChildAlone && !application.HasGuardianPapers)
        {
            yield return new(RefusalCode.GuardianMissing, "An unaccompanied child needs a guardian and a best-interests determination on file before the grant can advance. Give unaccompaniedChild with the references of both.");
        }
    }
}
