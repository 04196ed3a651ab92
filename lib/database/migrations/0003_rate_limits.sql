CREATE UNLOGGED TABLE "rate_limits" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"full_at" timestamp with time zone NOT NULL,
	"fills_in_seconds" double precision NOT NULL
);
--> statement-breakpoint
CREATE INDEX "rate_limits_full_at" ON "rate_limits" USING btree ("full_at");