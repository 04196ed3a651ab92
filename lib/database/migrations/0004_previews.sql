CREATE TABLE "previews" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"operator_login_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"customer" text NOT NULL,
	"customer_name" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "previews" ADD CONSTRAINT "previews_operator_login_id_operator_logins_id_fk" FOREIGN KEY ("operator_login_id") REFERENCES "public"."operator_logins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "previews_operator_login" ON "previews" USING btree ("operator_login_id","started_at");