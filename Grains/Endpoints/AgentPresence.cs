namespace FuncX.Actors.Grains.Endpoints;

/// <summary>Whether an agent is there: pure, fed with times.</summary>
internal sealed class AgentPresence(EndpointOptions options)
{
    public AgentSession? Session { get; private set; }

    public AgentHello? Hello { get; private set; }

    public AgentStatus? Status { get; private set; }

    public DateTimeOffset? LastSeen { get; private set; }

    /// <summary>When the silence began that ends in lost leases; null while an agent is there.</summary>
    public DateTimeOffset? SilentSince { get; private set; }

    public bool IsOnline => Session is not null;

    public void Attach(AgentSession session, AgentHello hello, DateTimeOffset now)
    {
        Session = session;
        Hello = hello;
        Status = null;
        LastSeen = now;
        SilentSince = null;
    }

    public void Seen(DateTimeOffset now, AgentStatus? status = null)
    {
        LastSeen = now;
        Status = status ?? Status;
    }

    /// <summary>Nobody serves the endpoint since <paramref name="now"/>.</summary>
    public void Leave(DateTimeOffset now)
    {
        Session = null;
        SilentSince ??= now;
    }

    /// <summary>Nobody could be heard until now: every silence counts from here.</summary>
    public void StartSilenceAnew(DateTimeOffset now)
    {
        if (Session is not null)
            LastSeen = now;
        else if (SilentSince is not null)
            SilentSince = now;
    }

    /// <summary>True once, when the session has been silent for too long.</summary>
    public bool TimesOut(DateTimeOffset now)
    {
        if (Session is null || now - LastSeen < options.SessionTimeout)
            return false;
        Session = null;
        SilentSince = LastSeen;
        return true;
    }

    /// <summary>The agent had its time to come back.</summary>
    public bool ReattachOver(DateTimeOffset now) => Session is null && SilentSince is { } since && now - since >= options.ReattachTimeout;
}
