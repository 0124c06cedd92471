using FuncX.Actors.Grains.Endpoints;
using FuncX.Actors.Grains.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FuncX.Actors.Grains;

/// <summary>Registers what the grains need beside the stores that the host brings.</summary>
public static class GrainsHostingExtensions
{
    /// <summary>Adds the grains' services. The host adds <see cref="ITaskLedger"/>, <see cref="Security.ITokenStore"/>, <see cref="Catalog.ICatalogStore"/> and grain storage <see cref="StorageNames.Provider"/>.</summary>
    public static IServiceCollection AddFuncXGrains(this IServiceCollection services)
    {
        services.AddOptions<EndpointOptions>().BindConfiguration("Endpoints").ValidateOnStart();
        services.AddOptions<SubmitOptions>().BindConfiguration("Submit").ValidateOnStart();
        services.AddSingleton<IValidateOptions<EndpointOptions>>(new AllErrors<EndpointOptions>(o => o.Validate()));
        services.AddSingleton<IValidateOptions<SubmitOptions>>(new AllErrors<SubmitOptions>(o => o.Validate()));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SubmitOptions>>().Value);
        services.AddSingleton<LongPolls>();
        services.AddSingleton<SubmitGate>();
        services.AddSingleton<SubmitDirectory>();
        services.AddSingleton<OutcomeNotifier>();
        services.AddSingleton<ExpirySweeper>();
        return services;
    }

    private sealed class AllErrors<T>(Func<T, IEnumerable<string>> validate) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var errors = validate(options).ToList();
            return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
        }
    }
}
