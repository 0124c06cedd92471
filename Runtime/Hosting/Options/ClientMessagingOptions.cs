namespace Orleans.Configuration;

/// <summary>Messaging of a client.</summary>
public class ClientMessagingOptions : MessagingOptions
{
}
