using System.Security.Cryptography;
using FuncX.Actors.Grains.Security;
using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Grains.Functions;

/// <summary>Keeps one function's registration.</summary>
internal sealed class FunctionGrain(
    [PersistentState(StorageNames.Function, StorageNames.Provider)] IPersistentState<FunctionState> state,
    SubmitGate gate,
    TimeProvider clock) : Grain, IFunctionGrain
{
    private FunctionId Id => FunctionId.From(this.GetPrimaryKey());

    private FunctionState State => state.State!;

    public async Task<FunctionInfo> RegisterAsync(Caller caller, FunctionSpec spec)
    {
        gate.CountCall(caller);
        FunctionRules.Check(spec);
        var hash = SHA256.HashData(spec.Body);
        if (state.RecordExists)
        {
            if (State.Owner != caller.User || !hash.AsSpan().SequenceEqual(State.BodyHash) || State.IsDeleted)
                throw new ConflictException("RESOURCE_CONFLICT", $"Function id {Id} is registered already, with other content or by another account, or was deleted.", "Register under a new id.");
            return ToInfo();
        }
        state.State = new FunctionState
        {
            Name = spec.Name,
            Owner = caller.User,
            Body = spec.Body,
            BodyHash = hash,
            Description = spec.Description,
            IsPublic = spec.IsPublic,
            RegisteredAt = clock.GetUtcNow(),
        };
        await state.WriteStateAsync();
        return ToInfo();
    }

    public Task<FunctionInfo> GetAsync(Caller caller)
    {
        if (!state.RecordExists || !Rights.MayUse(caller, State.Owner, State.IsPublic))
            throw NotFound();
        return Task.FromResult(ToInfo());
    }

    public Task<FunctionBody> GetBodyAsync(Caller caller)
    {
        if (!state.RecordExists)
            throw NotFound();
        return Task.FromResult(new FunctionBody { Id = Id, Hash = State.BodyHash, Body = State.Body });
    }

    public async Task DeleteAsync(Caller caller)
    {
        if (!state.RecordExists || !Rights.MayUse(caller, State.Owner, State.IsPublic))
            throw NotFound();
        if (!caller.MayActFor(State.Owner))
            throw new AccessDeniedException($"Function {Id} belongs to {State.Owner}.", "Only its owner or an administrator deletes it.");
        if (State.IsDeleted)
            return;
        state.State = State with { IsDeleted = true };
        await state.WriteStateAsync();
    }

    private ResourceNotFoundException NotFound() => new("Function", Id.ToString());

    private FunctionInfo ToInfo() => new()
    {
        Id = Id,
        Name = State.Name,
        Owner = State.Owner,
        BodyHash = State.BodyHash,
        BodyBytes = State.Body.Length,
        IsPublic = State.IsPublic,
        RegisteredAt = State.RegisteredAt,
        Description = State.Description,
        IsDeleted = State.IsDeleted,
    };
}
