namespace FuncX.Actors.Silo.Postgres;

/// <summary>The database's tables and this program do not fit together; the message says what to do.</summary>
public sealed class PostgresSchemaException(string message, Exception? inner = null) : Exception(message, inner);
