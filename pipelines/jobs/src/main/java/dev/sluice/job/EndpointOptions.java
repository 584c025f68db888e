package dev.sluice.job;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The options that say where brokers are and how to reach them. Each is a setting of a stream, of the same name. */
public interface EndpointOptions extends PipelineOptions {

    @Description("Kafka's brokers. Example: --bootstrapServers=127.0.0.1:9092")
    @Nullable
    String getBootstrapServers();

    void setBootstrapServers(@Nullable String servers);

    @Description("The MQTT broker, mqtts for TLS. Example: --broker=mqtt://127.0.0.1:1883")
    @Nullable
    String getBroker();

    void setBroker(@Nullable String uri);

    @Description(
            "The Kinesis endpoint, where it is not the region's own. Example: --endpointUrl=https://kinesis.us-east-1.amazonaws.com")
    @Nullable
    String getEndpointUrl();

    void setEndpointUrl(@Nullable String url);

    @Description("The AWS region, where the endpoint does not name it. Example: --awsRegion=eu-central-1")
    @Nullable
    String getAwsRegion();

    void setAwsRegion(@Nullable String region);

    @Description("The role to take for Kinesis, perhaps in another account.\n"
            + "Example: --awsSTSRoleARN=arn:aws:iam::123456789012:role/reader")
    @Nullable
    String getAwsSTSRoleARN();

    void setAwsSTSRoleARN(@Nullable String arn);

    @Description("The name of the session in that role. Example: --awsSTSSessionName=garden")
    @Nullable
    String getAwsSTSSessionName();

    void setAwsSTSSessionName(@Nullable String name);

    @Description(
            "How to reach and authenticate: a file as `aws glue get-connection` prints it, which may hold secrets.\n"
                    + "Default: connections/<the table's connectionName>.json beside the catalog. Example: --connection=plant.json")
    @Nullable
    String getConnection();

    void setConnection(@Nullable String file);

    @Description(
            "The certificates of authorities that are trusted, in PEM. Default: those of the JVM. Example: --caFile=ca.pem")
    @Nullable
    String getCaFile();

    void setCaFile(@Nullable String file);

    @Description("The client's certificate for mutual TLS, in PEM. Example: --certificateFile=device.pem")
    @Nullable
    String getCertificateFile();

    void setCertificateFile(@Nullable String file);

    @Description("The private key of that certificate, in PEM (PKCS#8, PKCS#1 or SEC1). Example: --keyFile=device.key")
    @Nullable
    String getKeyFile();

    void setKeyFile(@Nullable String file);

    @Description("The user's name at the broker. Example: --username=garden")
    @Nullable
    String getUsername();

    void setUsername(@Nullable String name);

    @Description("A file that holds the user's password and nothing else. Example: --passwordFile=/run/secrets/garden")
    @Nullable
    String getPasswordFile();

    void setPasswordFile(@Nullable String file);

    @Description("After how many seconds of silence an MQTT connection is tested. Example: --keepAlive=6")
    @Nullable
    String getKeepAlive();

    void setKeepAlive(@Nullable String seconds);

    @Description("The MQTT version to speak: 5 or 3.1.1. Example: --mqttVersion=3.1.1")
    @Nullable
    String getMqttVersion();

    void setMqttVersion(@Nullable String version);
}
