using System.Reflection;
using FuncX.Actors.Contracts.Tests.Support;
using Orleans.Concurrency;

namespace FuncX.Actors.Contracts.Tests.Wire;

[Trait("Category", "Contract")]
public class GrainInterfaceTests
{
    private static readonly (Type Interface, MethodInfo Method)[] Methods =
        [.. from type in Product.GrainInterfaces from method in type.GetMethods() select (type, method)];

    private static readonly (Type Interface, MethodInfo Method)[] GrainMethods = [.. Methods.Where(static m => !Product.IsObserver(m.Interface))];

    [Fact]
    public void Interfaces_OfGrains_AreNotGenericAndHaveMethodsOnly() =>
        Violations.None(
            "A grain interface is not generic and has methods only.",
            Product.GrainInterfaces.Where(static t => t.IsGenericType || t.GetProperties().Length > 0 || t.GetEvents().Length > 0).Select(static t => t.FullName!));

    [Fact]
    public void Interfaces_OfGrains_LiveInTheContracts() =>
        Violations.None(
            "A grain interface is in Grains.Interfaces.",
            Product.GrainInterfaces.Where(static t => t.Assembly != Product.Contracts).Select(static t => $"{t.FullName} in {t.Assembly.GetName().Name}"));

    [Fact]
    public void Methods_OfGrains_AreNeitherOverloadedNorGeneric()
    {
        Violations.None("No generic methods.", Methods.Where(static m => m.Method.IsGenericMethod).Select(Name));
        Violations.None("No overloads.", Methods.GroupBy(Name).Where(static g => g.Count() > 1).Select(static g => g.Key));
    }

    [Fact]
    public void Results_OfGrainMethods_AreTasks() =>
        Violations.None("A grain method returns Task, Task<T>, ValueTask or ValueTask<T>; an observer's may be void.", Methods.Where(static m => !IsTask(m)).Select(Name));

    [Fact]
    public void Values_OfGrainMethods_AreWireKinds() =>
        Violations.None(
            "Parameters and results are of the kinds that both engines serialize alike.",
            from m in Methods
            from type in m.Method.GetParameters().Select(static p => p.ParameterType).Where(static t => t != typeof(CancellationToken)).Concat(m.Method.ReturnType.GetGenericArguments())
            where !WireMembers.IsAllowed(type)
            select $"{Name(m)}: {type}");

    [Fact]
    public void Parameters_OfGrainMethods_HaveAtMostOneCancellationTokenAndItIsLast() =>
        Violations.None(
            "At most one CancellationToken, and last.",
            Methods.Where(static m => m.Method.GetParameters().SkipLast(1).Any(static p => p.ParameterType == typeof(CancellationToken))).Select(Name));

    [Fact]
    public void Parameters_OfGrainMethods_StartWithTheCaller() =>
        Violations.None(
            "Every command carries who asks.",
            GrainMethods.Where(static m => m.Method.GetParameters().FirstOrDefault()?.ParameterType != typeof(Caller)).Select(Name));

    [Fact]
    public void Roles_OfGrainMethods_AreNamed() =>
        Violations.None(
            "Every grain method says with [AllowCallers] who may call it, one role at least.",
            GrainMethods.Where(static m => m.Method.GetCustomAttribute<AllowCallersAttribute>() is not { Roles: not CallerRoles.None }).Select(Name));

    [Fact]
    public void LongPolls_OfGrains_Interleave() =>
        Violations.None(
            "A parked long poll (a wait among its arguments) is [AlwaysInterleave].",
            GrainMethods.Where(static m => IsLongPoll(m.Method) && !m.Method.IsDefined(typeof(AlwaysInterleaveAttribute))).Select(Name));

    [Fact]
    public void LongPolls_OfGrains_AreRecognised() =>
        Assert.True(GrainMethods.Count(static m => IsLongPoll(m.Method)) >= 5, "Hardly any long poll is found: the rule above would prove nothing.");

    [Fact]
    public void OneWayMethods_OfGrains_ReturnNothing() =>
        Violations.None(
            "Nobody gets the result of a [OneWay] method.",
            Methods.Where(static m => m.Method.IsDefined(typeof(OneWayAttribute)) && m.Method.ReturnType.IsGenericType).Select(Name));

    private static string Name((Type Interface, MethodInfo Method) m) => $"{m.Interface.FullName}.{m.Method.Name}";

    private static bool IsTask((Type Interface, MethodInfo Method) m)
    {
        var type = m.Method.ReturnType;
        if (type == typeof(void))
            return Product.IsObserver(m.Interface);
        var shape = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return shape == typeof(Task) || shape == typeof(Task<>) || shape == typeof(ValueTask) || shape == typeof(ValueTask<>);
    }

    private static bool IsLongPoll(MethodInfo method) => method.GetParameters().Any(static p =>
        (p.ParameterType == typeof(TimeSpan) && p.Name == "wait") || p.ParameterType.GetProperty("Wait")?.PropertyType == typeof(TimeSpan));
}
