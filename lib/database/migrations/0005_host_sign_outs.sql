CREATE TABLE "host_sign_outs" (
	"scope" text NOT NULL,
	"subject" text NOT NULL,
	"signed_at" double precision NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "host_sign_outs_scope_subject_pk" PRIMARY KEY("scope","subject")
);
--> statement-breakpoint
CREATE INDEX "host_sign_outs_expires_at" ON "host_sign_outs" USING btree ("expires_at");