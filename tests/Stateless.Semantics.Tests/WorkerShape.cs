using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Stateless.Semantics.Tests;

/// <summary>What the product uses of the Functions worker, held against whichever packages are in use.</summary>
public sealed class WorkerShape
{
    private static bool StandIn => typeof(FunctionAttribute).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
        .InformationalVersion.Contains("standin", StringComparison.Ordinal) == true;

    [Fact]
    public void A_function_has_a_name_and_is_a_method()
    {
        Assert.Equal("submit", new FunctionAttribute("submit").Name);
        Assert.Equal(
            AttributeTargets.Method,
            typeof(FunctionAttribute).GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn);
    }

    [Fact]
    public void An_http_trigger_without_methods_wants_the_functions_key()
    {
        var trigger = new HttpTriggerAttribute();

        Assert.Equal(AuthorizationLevel.Function, trigger.AuthLevel);
        Assert.Null(trigger.Methods);
        Assert.Null(trigger.Route);
    }

    [Fact]
    public void An_http_trigger_with_methods_only_is_anonymous()
    {
        var trigger = new HttpTriggerAttribute("get", "post");

        Assert.Equal(AuthorizationLevel.Anonymous, trigger.AuthLevel);
        Assert.Equal(["get", "post"], trigger.Methods!);
    }

    [Fact]
    public void An_http_trigger_can_say_level_methods_and_route()
    {
        Assert.Equal(AuthorizationLevel.Admin, new HttpTriggerAttribute(AuthorizationLevel.Admin).AuthLevel);

        var trigger = new HttpTriggerAttribute(AuthorizationLevel.Anonymous, "get") { Route = "grants/{id}" };

        Assert.Equal(AuthorizationLevel.Anonymous, trigger.AuthLevel);
        Assert.Equal(["get"], trigger.Methods!);
        Assert.Equal("grants/{id}", trigger.Route);
    }

    [Theory]
    [InlineData(nameof(HttpTriggerAttribute.Methods))]
    [InlineData(nameof(HttpTriggerAttribute.AuthLevel))]
    public void Methods_and_level_are_fixed_once_declared(string property)
    {
        Assert.Null(typeof(HttpTriggerAttribute).GetProperty(property)!.GetSetMethod());
    }

    [Fact]
    public void Authorization_levels_have_the_hosts_numbers()
    {
        Assert.Equal(
            [("Anonymous", 0), ("User", 1), ("Function", 2), ("System", 3), ("Admin", 4)],
            Enum.GetValues<AuthorizationLevel>().Select(level => (level.ToString(), (int)level)));
    }

    [Fact]
    public void A_queue_trigger_has_a_queue_and_a_connection()
    {
        var trigger = new QueueTriggerAttribute("commands") { Connection = "GrantFlowStorage" };

        Assert.Equal("commands", trigger.QueueName);
        Assert.Equal("GrantFlowStorage", trigger.Connection);
        Assert.Null(new QueueTriggerAttribute("commands").Connection);
    }

    [Fact]
    public void A_timer_trigger_is_monitored_and_does_not_run_on_startup_unless_told()
    {
        var trigger = new TimerTriggerAttribute("0 * * * * *");

        Assert.Equal("0 * * * * *", trigger.Schedule);
        Assert.True(trigger.UseMonitor);
        Assert.False(trigger.RunOnStartup);
        trigger.UseMonitor = false;
        trigger.RunOnStartup = true;
    }

    [Fact]
    public void A_timer_function_can_be_told_when_it_ran_and_runs_next()
    {
        var last = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var info = new TimerInfo
        {
            IsPastDue = true,
            ScheduleStatus = new ScheduleStatus { Last = last, Next = last.AddMinutes(1), LastUpdated = last },
        };

        Assert.True(info.IsPastDue);
        Assert.Equal(last.AddMinutes(1), info.ScheduleStatus.Next);
        Assert.Null(new TimerInfo().ScheduleStatus);
    }

    [Theory]
    [InlineData(nameof(FunctionsApplicationBuilder.Configuration), typeof(ConfigurationManager))]
    [InlineData(nameof(FunctionsApplicationBuilder.Environment), typeof(IHostEnvironment))]
    [InlineData(nameof(FunctionsApplicationBuilder.Logging), typeof(ILoggingBuilder))]
    [InlineData(nameof(FunctionsApplicationBuilder.Metrics), typeof(IMetricsBuilder))]
    [InlineData(nameof(FunctionsApplicationBuilder.Services), typeof(IServiceCollection))]
    [InlineData(nameof(FunctionsApplicationBuilder.Properties), typeof(IDictionary<object, object>))]
    public void The_builder_has_what_any_host_builder_has(string property, Type type)
    {
        Assert.Equal(type, typeof(FunctionsApplicationBuilder).GetProperty(property)!.PropertyType);
        Assert.True(typeof(FunctionsApplicationBuilder).IsAssignableTo(typeof(IHostApplicationBuilder)));
    }

    [Fact]
    public void An_app_is_created_from_its_arguments_made_a_web_application_and_built()
    {
        Func<string[], FunctionsApplicationBuilder> create = FunctionsApplication.CreateBuilder;
        Func<FunctionsApplicationBuilder, FunctionsApplicationBuilder> web =
            FunctionsApplicationBuilderAspNetCoreExtensions.ConfigureFunctionsWebApplication;

        Assert.NotNull(create);
        Assert.NotNull(web);
        Assert.Equal(typeof(IHost), typeof(FunctionsApplicationBuilder).GetMethod(nameof(FunctionsApplicationBuilder.Build), [])!.ReturnType);
    }

    [Fact]
    public async Task The_stand_in_composes_services_and_refuses_to_run()
    {
        if (!StandIn)
        {
            return;
        }

        var builder = FunctionsApplication.CreateBuilder(["--greeting", "hello"]).ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton("a service");
        using var host = builder.Build();

        Assert.Equal("hello", builder.Configuration["greeting"]);
        Assert.Equal("a service", host.Services.GetRequiredService<string>());
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        Assert.StartsWith("This build uses a stand-in for Microsoft.Azure.Functions.Worker", refused.Message, StringComparison.Ordinal);
    }
}
