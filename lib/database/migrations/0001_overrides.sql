CREATE TABLE "policy_overrides" (
	"scope" text NOT NULL,
	"customer" text NOT NULL,
	"version" integer NOT NULL,
	"values" jsonb NOT NULL,
	"note" text,
	"ends_at" timestamp with time zone,
	"operator_id" uuid,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policy_overrides_scope_customer_pk" PRIMARY KEY("scope","customer")
);
--> statement-breakpoint
ALTER TABLE "mints" ADD COLUMN "override_version" integer;