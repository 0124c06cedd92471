using System.Security.Cryptography;
using FuncX.Actors.Grains.Batches;
using FuncX.Actors.Grains.Endpoints;
using FuncX.Actors.Grains.Functions;
using FuncX.Actors.Grains.Security;
using FuncX.Actors.Silo.Postgres;
using FuncX.Actors.Silo.Tests.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace FuncX.Actors.Silo.Tests.Postgres;

/// <summary>Grain state, catalog and tokens over real tables.</summary>
[Trait("Category", "Integration"), Collection(PostgresCollection.Name)]
public sealed class PostgresStoreTests(PostgresFixture server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteState_EachRecord_IsReadBack()
    {
        await using var stores = await OpenAsync();
        var function = new FunctionState
        {
            Name = "add",
            Owner = "ada",
            Body = [1, 2],
            BodyHash = SHA256.HashData([1, 2]),
            Description = "adds",
            IsPublic = true,
            RegisteredAt = TestRows.Now,
        };
        var endpoint = new EndpointState { Name = "laptop", Owner = "ada", RegisteredAt = TestRows.Now, OwnerEpoch = 7, LastSeen = TestRows.Now.AddSeconds(1), IsPublic = true };
        var group = new GroupState { Name = "batch", Owner = "ada", CreatedAt = TestRows.Now };

        var read = await RoundTripAsync(stores.State, "function", function);
        Assert.Equal(function.Body, read.Body);
        Assert.Equal(function with { Body = read.Body, BodyHash = read.BodyHash }, read);
        Assert.Equal(endpoint, await RoundTripAsync(stores.State, "endpoint", endpoint));
        Assert.Equal(group, await RoundTripAsync(stores.State, "group", group));
    }

    [Fact]
    public async Task ReadState_NoRecord_IsDefaultWithoutETag()
    {
        await using var stores = await OpenAsync();
        var state = new GrainState<EndpointState> { State = new EndpointState { Name = "old" }, ETag = "3", RecordExists = true };

        await stores.State.ReadStateAsync("endpoint", Id(), state);

        Assert.Equal((new EndpointState(), null, false), (state.State, state.ETag, state.RecordExists));
    }

    [Fact]
    public async Task WriteState_StaleVersion_IsInconsistentAndChangesNothing()
    {
        await using var stores = await OpenAsync();
        var id = Id();
        var first = new GrainState<EndpointState> { State = new EndpointState { Name = "a", OwnerEpoch = 1 } };
        await stores.State.WriteStateAsync("endpoint", id, first);
        var second = new GrainState<EndpointState>();
        await stores.State.ReadStateAsync("endpoint", id, second);
        second.State = second.State with { OwnerEpoch = 2 };
        await stores.State.WriteStateAsync("endpoint", id, second);

        first.State = first.State with { OwnerEpoch = 9 };
        await Assert.ThrowsAsync<InconsistentStateException>(() => stores.State.WriteStateAsync("endpoint", id, first));
        await Assert.ThrowsAsync<InconsistentStateException>(() => stores.State.ClearStateAsync("endpoint", id, first));
        await Assert.ThrowsAsync<InconsistentStateException>(() => stores.State.WriteStateAsync("endpoint", id, new GrainState<EndpointState> { State = new EndpointState() }));

        await stores.State.ReadStateAsync("endpoint", id, first);
        Assert.Equal(2, first.State.OwnerEpoch);
        await stores.State.ClearStateAsync("endpoint", id, first);
        await stores.State.ReadStateAsync("endpoint", id, second);
        Assert.False(second.RecordExists);
    }

    [Fact]
    public async Task WriteState_ValueThatCannotBeStored_IsAnInvalidRequest()
    {
        await using var stores = await OpenAsync();

        await Assert.ThrowsAsync<InvalidRequestException>(() => WriteAsync(stores.State, new GroupState { Name = "a", Owner = "a\0b" }));
    }

    [Fact]
    public async Task Catalog_DeletedAndForeignRecords_AreLeftOut()
    {
        await using var stores = await OpenAsync();
        await WriteAsync(stores.State, new EndpointState { Name = "b", Owner = "ada", RegisteredAt = TestRows.Now });
        await WriteAsync(stores.State, new EndpointState { Name = "a", Owner = "ada", RegisteredAt = TestRows.Now });
        await WriteAsync(stores.State, new EndpointState { Name = "gone", Owner = "ada", IsDeleted = true, RegisteredAt = TestRows.Now });
        await WriteAsync(stores.State, new EndpointState { Name = "c", Owner = "bob", RegisteredAt = TestRows.Now });
        var body = new byte[] { 1, 2, 3 };
        await WriteAsync(stores.State, new FunctionState { Name = "old", Owner = "ada", Body = body, BodyHash = SHA256.HashData(body), RegisteredAt = TestRows.Now });
        await WriteAsync(stores.State, new FunctionState { Name = "new", Owner = "ada", Body = body, BodyHash = SHA256.HashData(body), RegisteredAt = TestRows.Now.AddSeconds(1) });

        Assert.Equal(["a", "b"], (await stores.Catalog.ListEndpointsAsync("ada", 10, Cancel)).Select(info => info.Name));
        Assert.Equal(["a", "b", "c"], (await stores.Catalog.ListEndpointsAsync(null, 10, Cancel)).Select(info => info.Name));
        Assert.Equal([("new", 3)], (await stores.Catalog.ListFunctionsAsync("ada", 1, Cancel)).Select(info => (info.Name, info.BodyBytes)));
        Assert.Empty(await stores.Catalog.ListFunctionsAsync("bob", 10, Cancel));
    }

    [Fact]
    public async Task Tokens_AddedExpiredAndRevoked_AreFoundWhileTheyHold()
    {
        await using var stores = await OpenAsync();
        var endpoint = EndpointId.New();
        var admin = Token("admin", new Caller { User = "root", Roles = CallerRoles.Admin | CallerRoles.User, IsBulk = true });
        var agent = Token("agent", new Caller { User = "ada", Roles = CallerRoles.Agent, Endpoint = endpoint });
        var old = Token("old", new Caller { User = "ada", Roles = CallerRoles.User }) with { ExpiresAt = TestRows.Now.AddDays(-1) };
        var version = await stores.Tokens.GetVersionAsync(Cancel);
        Assert.False(await stores.Tokens.HasAdminAsync(Cancel));

        foreach (var token in new[] { admin, agent, old })
        {
            await stores.Tokens.AddAsync(token, Cancel);
        }

        Assert.True(await stores.Tokens.HasAdminAsync(Cancel));
        Assert.Equal(admin, await stores.Tokens.FindAsync(admin.Hash, Cancel));
        Assert.Equal(agent, await stores.Tokens.FindAsync(agent.Hash, Cancel));
        Assert.Null(await stores.Tokens.FindAsync(old.Hash, Cancel));
        Assert.Null(await stores.Tokens.FindAsync(Tokens.Hash("other"), Cancel));
        Assert.Equal(version + 3, await stores.Tokens.GetVersionAsync(Cancel));

        await stores.Tokens.RevokeEndpointAsync(endpoint, Cancel);
        Assert.Null(await stores.Tokens.FindAsync(agent.Hash, Cancel));
        Assert.Equal(version + 4, await stores.Tokens.GetVersionAsync(Cancel));
    }

    [Fact]
    public async Task ClusterSecret_OfTwoDatabases_IsLongStableAndTheirOwn()
    {
        await using var stores = await OpenAsync();

        var secret = await stores.Tokens.GetClusterSecretAsync(Cancel);

        Assert.Equal(32, secret.Length);
        Assert.Equal(secret, await stores.Tokens.GetClusterSecretAsync(Cancel));
    }

    private static TokenRecord Token(string text, Caller caller) => new() { Hash = Tokens.Hash(text), Caller = caller, Label = text, CreatedAt = TestRows.Now };

    private static GrainId Id() => GrainId.Create("endpoint", Guid.NewGuid().ToString("N"));

    private static async Task<T> RoundTripAsync<T>(PostgresGrainStorage storage, string name, T value)
    {
        var id = Id();
        var written = new GrainState<T> { State = value };
        await storage.WriteStateAsync(name, id, written);
        var read = new GrainState<T>();
        await storage.ReadStateAsync(name, id, read);
        Assert.Equal((written.ETag, true), (read.ETag, read.RecordExists));
        return read.State;
    }

    private static Task WriteAsync<T>(PostgresGrainStorage storage, T value) => storage.WriteStateAsync("state", Id(), new GrainState<T> { State = value });

    private async Task<Stores> OpenAsync()
    {
        var options = new PostgresStorageOptions { ConnectionString = await server.CreateDatabaseAsync() };
        var connections = new PostgresConnections(options);
        return new Stores(
            connections,
            new PostgresGrainStorage(connections, options, TimeProvider.System, NullLogger<PostgresGrainStorage>.Instance),
            new PostgresCatalogStore(connections, options, TimeProvider.System, NullLogger<PostgresCatalogStore>.Instance),
            new PostgresTokenStore(connections, options, TimeProvider.System, NullLogger<PostgresTokenStore>.Instance));
    }

    private sealed record Stores(PostgresConnections Connections, PostgresGrainStorage State, PostgresCatalogStore Catalog, PostgresTokenStore Tokens) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Connections.DisposeAsync();
    }
}
