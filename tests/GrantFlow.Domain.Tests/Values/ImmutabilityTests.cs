using System.Reflection;
using System.Runtime.CompilerServices;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Values;

public sealed class ImmutabilityTests
{
    public static TheoryData<Type> PublicTypes => new(typeof(Money).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(Money).Namespace));

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void Every_public_value_is_immutable(Type type)
    {
        if (type.IsInterface || type.IsEnum)
            return;
        if (type.IsValueType)
            Assert.True(type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false), $"{type.Name} must be a readonly struct.");
        else
            Assert.True(type.IsSealed, $"{type.Name} must be sealed.");

        Assert.All(
            type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic),
            field => Assert.True(field.IsInitOnly || field.IsLiteral, $"{type.Name}.{field.Name} must be read-only."));
        Assert.All(
            type.GetProperties(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public),
            property => Assert.True(IsGetOrInitOnly(property), $"{type.Name}.{property.Name} must be get-only or init-only."));
    }

    private static bool IsGetOrInitOnly(PropertyInfo property) =>
        property.SetMethod is not { } setter || setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
