using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>The parts of the pipeline of one host, put together as its registrations say. The usual container looks through all of them anew for each host, which takes longer than a whole run.</summary>
internal sealed class Parts(IReadOnlyDictionary<Type, object> given) : IServiceProvider
{
    private static readonly Dictionary<Type, List<ServiceDescriptor>> Registered = Read();
    private static readonly ConcurrentDictionary<Type, Plan> Plans = new();

    private readonly Dictionary<Type, object> _made = [];

    public T Get<T>()
        where T : notnull => (T)Of(typeof(T));

    public object? GetService(Type serviceType) => Of(serviceType);

    private static Dictionary<Type, List<ServiceDescriptor>> Read()
    {
        var services = new ServiceCollection().AddPipeline();
        Assert.All(services, service => Assert.Equal(ServiceLifetime.Singleton, service.Lifetime));
        return services.GroupBy(service => service.ServiceType).ToDictionary(same => same.Key, same => same.ToList());
    }

    private object Of(Type type)
    {
        if (given.TryGetValue(type, out var one) || _made.TryGetValue(type, out one))
        {
            return one;
        }

        return _made[type] = Registered.TryGetValue(type, out var registered) ? Made(registered[^1]) : Make(type);
    }

    private object Made(ServiceDescriptor registered) => registered.ImplementationInstance ?? registered.ImplementationFactory?.Invoke(this) ?? Make(registered.ImplementationType!);

    private object Make(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
        {
            var element = type.GetGenericArguments()[0];
            var all = Registered.GetValueOrDefault(element, []);
            var several = Array.CreateInstance(element, all.Count);
            for (var at = 0; at < all.Count; at++)
            {
                several.SetValue(Made(all[at]), at);
            }

            return several;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ILogger<>))
        {
            return Activator.CreateInstance(typeof(NullLogger<>).MakeGenericType(type.GetGenericArguments()))!;
        }

        var plan = Plans.GetOrAdd(type, static made => new(made));
        return plan.Make.Invoke(plan.Needs.Select(object? (need) => Of(need)).ToArray().AsSpan());
    }

    private sealed class Plan
    {
        public Plan(Type type)
        {
            var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Single(one => one.GetParameters() is not [var only] || only.ParameterType != type);
            Needs = [.. constructor.GetParameters().Select(parameter => parameter.ParameterType)];
            Make = ConstructorInvoker.Create(constructor);
        }

        public Type[] Needs { get; }

        public ConstructorInvoker Make { get; }
    }
}
